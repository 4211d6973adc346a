-- Every entry of the log hashes the one before it and the content it speaks of (see audit.rs and content.rs);
-- `save` counts the transactions, and several saves of one note in a row share an entry from `at` until `until`.
CREATE TABLE chained (
    sequence INTEGER PRIMARY KEY,
    save     INTEGER NOT NULL,
    at       TEXT NOT NULL,
    until    TEXT,
    verb     TEXT NOT NULL,
    noun     TEXT NOT NULL,
    record   INTEGER NOT NULL,
    content  BLOB,
    chain    BLOB NOT NULL
) STRICT;
INSERT INTO chained (sequence, save, at, verb, noun, record, chain)
    SELECT sequence, 0, at, verb, noun, record, x'' FROM audit;
DROP TABLE audit;
ALTER TABLE chained RENAME TO audit;
CREATE INDEX audit_by_record ON audit (noun, record, sequence);

-- What is deleted waits in the trash, hidden from every list, until it is put back or purged.
ALTER TABLE client ADD COLUMN removed_at TEXT;
ALTER TABLE session ADD COLUMN removed_at TEXT;
ALTER TABLE homework ADD COLUMN removed_at TEXT;
ALTER TABLE given_handout ADD COLUMN removed_at TEXT;

-- What the list of clients counts stands in these whole, so that it reads no more.
DROP INDEX session_by_day;
CREATE INDEX session_by_day ON session (client, day, removed_at);
CREATE INDEX homework_open ON homework (session) WHERE done_on IS NULL AND removed_at IS NULL;

-- What the clinician chose for this practice; it travels with it.
CREATE TABLE settings (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    idle_minutes INTEGER NOT NULL,
    second_place TEXT
) STRICT;
INSERT INTO settings (id, idle_minutes) VALUES (1, 5);
