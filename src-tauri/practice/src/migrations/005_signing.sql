-- Who was there, as a line of names; NULL is "not said".
ALTER TABLE session ADD COLUMN present TEXT;

-- The day of the first words and the day of signing in the clinician's own time, and the name that the practice had when
-- the note was signed. NULL is "not known" for notes from before.
ALTER TABLE note ADD COLUMN begun_on TEXT;
ALTER TABLE note ADD COLUMN signed_on TEXT;
ALTER TABLE note ADD COLUMN signed_by TEXT;

-- A note's text is long: these say which notes are not signed, and whether one is, without reading any.
CREATE INDEX note_by_signature ON note (signed_at);
CREATE INDEX note_signed ON note (session, signed_at);

-- What was written after a note was signed: plain paragraphs with a reason. Until it is signed itself it is a draft, one a
-- note at most.
CREATE TABLE addendum (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    session   INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    saved_at  TEXT NOT NULL,
    signed_at TEXT,
    reason    TEXT NOT NULL,
    text      TEXT NOT NULL,
    signed_by TEXT
) STRICT;
CREATE INDEX addendum_by_session ON addendum (session);

-- A tag put on words of a signed note: apart from what was signed, and dated. `place` and `length` count characters of
-- `note.body`.
CREATE TABLE annotation (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    made_at TEXT NOT NULL,
    place   INTEGER NOT NULL,
    length  INTEGER NOT NULL,
    factor  TEXT NOT NULL,
    aspect  TEXT NOT NULL,
    words   TEXT NOT NULL,
    comment TEXT NOT NULL
) STRICT;
CREATE INDEX annotation_by_session ON annotation (session);

-- What is signed stays as it was signed, whatever asks. Only out of the trash it can be deleted, with all of its session.
CREATE VIEW kept_session AS
    SELECT s.id FROM session s JOIN client c ON c.id = s.client WHERE s.removed_at IS NULL AND c.removed_at IS NULL;

CREATE TRIGGER signed_note_is_not_changed BEFORE UPDATE ON note WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a signed note stays as it was signed'); END;
CREATE TRIGGER signed_note_is_not_deleted BEFORE DELETE ON note
WHEN OLD.signed_at IS NOT NULL AND OLD.session IN (SELECT id FROM kept_session)
BEGIN SELECT RAISE(ABORT, 'a signed note stays as it was signed'); END;

CREATE TRIGGER signed_note_gets_no_passage BEFORE INSERT ON passage
WHEN EXISTS (SELECT 1 FROM note INDEXED BY note_signed WHERE session = NEW.session AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the passages of a signed note stay as they were signed'); END;
CREATE TRIGGER signed_passage_is_not_changed BEFORE UPDATE ON passage
WHEN EXISTS (SELECT 1 FROM note INDEXED BY note_signed WHERE session IN (OLD.session, NEW.session) AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the passages of a signed note stay as they were signed'); END;
CREATE TRIGGER signed_passage_is_not_deleted BEFORE DELETE ON passage
WHEN EXISTS (SELECT 1 FROM note INDEXED BY note_signed WHERE session = OLD.session AND signed_at IS NOT NULL)
    AND OLD.session IN (SELECT id FROM kept_session)
BEGIN SELECT RAISE(ABORT, 'the passages of a signed note stay as they were signed'); END;

CREATE TRIGGER signed_addendum_is_not_changed BEFORE UPDATE ON addendum WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a signed addendum stays as it was signed'); END;
CREATE TRIGGER signed_addendum_is_not_deleted BEFORE DELETE ON addendum
WHEN OLD.signed_at IS NOT NULL AND OLD.session IN (SELECT id FROM kept_session)
BEGIN SELECT RAISE(ABORT, 'a signed addendum stays as it was signed'); END;

-- Of the session itself, what was said when its note was signed stays, and what was left open can be filled in.
CREATE TRIGGER signed_session_is_not_changed BEFORE UPDATE OF day, starts_at, minutes, mode, attendance, present ON session
WHEN EXISTS (SELECT 1 FROM note INDEXED BY note_signed WHERE session = OLD.id AND signed_at IS NOT NULL) AND (
    OLD.day IS NOT NEW.day
    OR (OLD.starts_at IS NOT NULL AND OLD.starts_at IS NOT NEW.starts_at)
    OR (OLD.minutes IS NOT NULL AND OLD.minutes IS NOT NEW.minutes)
    OR (OLD.mode IS NOT NULL AND OLD.mode IS NOT NEW.mode)
    OR (OLD.attendance IS NOT NULL AND OLD.attendance IS NOT NEW.attendance)
    OR (OLD.present IS NOT NULL AND OLD.present IS NOT NEW.present))
BEGIN SELECT RAISE(ABORT, 'a signed session stays as it was signed'); END;
