-- What process.db holds of a session: a fingerprint and no word (see process/store.rs), so that the log and the check speak of
-- process notes while they are closed.
CREATE TABLE process_note (
    session  INTEGER PRIMARY KEY REFERENCES session,
    revision INTEGER NOT NULL,
    content  BLOB NOT NULL
) STRICT;

-- After so many minutes without a touch the process notes close; NULL is five.
ALTER TABLE settings ADD COLUMN process_idle_minutes INTEGER;
