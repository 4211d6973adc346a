-- What helps writing. A passage's comment and a note's template (see 003) are derived from the document at every save.
ALTER TABLE passage ADD COLUMN comment TEXT;

-- What a whole note speaks of, beside its passages; part of the note's fingerprint.
CREATE TABLE emphasis (
    session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    factor  TEXT NOT NULL,
    aspect  TEXT NOT NULL,
    PRIMARY KEY (session, factor, aspect)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER signed_note_gets_no_emphasis BEFORE INSERT ON emphasis
WHEN EXISTS (SELECT 1 FROM note INDEXED BY note_signed WHERE session = NEW.session AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'what a signed note speaks of stays as it was signed'); END;
CREATE TRIGGER signed_emphasis_is_not_deleted BEFORE DELETE ON emphasis
WHEN EXISTS (SELECT 1 FROM note INDEXED BY note_signed WHERE session = OLD.session AND signed_at IS NOT NULL)
    AND OLD.session IN (SELECT id FROM kept_session)
BEGIN SELECT RAISE(ABORT, 'what a signed note speaks of stays as it was signed'); END;

-- The clinician's own templates and snippets; `text` is plain, with the few signs that template.rs names.
CREATE TABLE template (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    text     TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE snippet (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    abbreviation TEXT NOT NULL,
    text         TEXT NOT NULL
) STRICT;

-- The template that a new note begins with; NULL is none.
ALTER TABLE settings ADD COLUMN default_template TEXT;

-- What a save replaced, with when; kept for a day while the note is not signed (see draft.rs). Note text, and in no search
-- index.
CREATE TABLE draft_state (
    id       INTEGER PRIMARY KEY,
    session  INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    at       TEXT NOT NULL,
    words    INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX draft_state_by_session ON draft_state (session, at);
CREATE INDEX draft_state_by_time ON draft_state (at);
