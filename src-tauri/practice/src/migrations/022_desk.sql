-- What the desk asks for. The sessions of a day stand in the order of time, whoever comes.
CREATE INDEX session_on_day ON session (day, starts_at, removed_at, client);

-- What stands under the heading “Review date” of a risk assessment; NULL for every other note. In the index and in no column,
-- because it is a part of the note's text.
CREATE INDEX note_review ON note (
    iif(instr(char(10) || body || char(10), char(10) || 'Review date' || char(10)) > 0,
        substr(body, instr(char(10) || body || char(10), char(10) || 'Review date' || char(10)) + 12, 160), NULL), signed_at);

-- Which notes wait to be signed, the day of their session counted from 1970-01-01: those of sessions that took place and are not in
-- the trash. The database keeps it up itself, because sorting all that nobody has signed takes longer than a blink. Holds
-- nothing that does not stand elsewhere.
CREATE TABLE unsigned_note (
    session INTEGER PRIMARY KEY REFERENCES session ON DELETE CASCADE,
    day     INTEGER NOT NULL
) STRICT;
CREATE INDEX unsigned_note_by_day ON unsigned_note (day);

CREATE VIEW unsigned_counted AS
SELECT n.session, unixepoch(s.day) / 86400 AS day, s.client
FROM session s JOIN note n INDEXED BY note_signed ON n.session = s.id
WHERE n.signed_at IS NULL AND s.removed_at IS NULL AND coalesce(s.attendance, 'attended') = 'attended'
  AND EXISTS (SELECT 1 FROM client c WHERE c.id = s.client AND c.removed_at IS NULL);

INSERT INTO unsigned_note SELECT session, day FROM unsigned_counted;

CREATE TRIGGER unsigned_of_note_added AFTER INSERT ON note BEGIN
    INSERT INTO unsigned_note SELECT session, day FROM unsigned_counted WHERE session = NEW.session;
END;
CREATE TRIGGER unsigned_of_note_signed AFTER UPDATE OF signed_at ON note BEGIN
    DELETE FROM unsigned_note WHERE session = OLD.session;
    INSERT INTO unsigned_note SELECT session, day FROM unsigned_counted WHERE session = NEW.session;
END;
CREATE TRIGGER unsigned_of_note_gone AFTER DELETE ON note BEGIN
    DELETE FROM unsigned_note WHERE session = OLD.session;
END;
CREATE TRIGGER unsigned_of_session_changed AFTER UPDATE OF client, day, attendance, removed_at ON session BEGIN
    DELETE FROM unsigned_note WHERE session = OLD.id;
    INSERT INTO unsigned_note SELECT session, day FROM unsigned_counted WHERE session = NEW.id;
END;
CREATE TRIGGER unsigned_of_client_changed AFTER UPDATE OF removed_at ON client BEGIN
    DELETE FROM unsigned_note WHERE session IN (SELECT id FROM session WHERE client = OLD.id);
    INSERT INTO unsigned_note SELECT session, day FROM unsigned_counted WHERE client = NEW.id;
END;

-- What is chosen in the palette, and how often and lately (see palette/score.rs). It belongs to no record, so the log does not speak of it.
CREATE TABLE palette_use (
    kind   TEXT NOT NULL,
    target TEXT NOT NULL,
    score  REAL NOT NULL,
    PRIMARY KEY (kind, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX palette_use_by_score ON palette_use (score);
