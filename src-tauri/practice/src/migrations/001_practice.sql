-- Instants are UTC in RFC 3339, days are YYYY-MM-DD in the clinician's own time, states are words.

CREATE TABLE practice (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    name    TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

CREATE TABLE client (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    pronouns TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX client_by_name ON client (name COLLATE NOCASE);

CREATE TABLE session (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    client     INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    day        TEXT NOT NULL,
    started_at TEXT NOT NULL,
    UNIQUE (client, number)
) STRICT;
CREATE INDEX session_by_day ON session (client, day);

-- One progress note a session, under the session's number. `document` is ProseMirror JSON; `body` and the
-- passages are derived from it at every save.
CREATE TABLE note (
    session  INTEGER PRIMARY KEY REFERENCES session ON DELETE CASCADE,
    document TEXT NOT NULL,
    body     TEXT NOT NULL,
    revision INTEGER NOT NULL,
    saved_at TEXT
) STRICT;

CREATE TABLE passage (
    session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    mark    TEXT NOT NULL,
    factor  TEXT NOT NULL,
    aspect  TEXT NOT NULL,
    place   INTEGER NOT NULL,
    words   TEXT NOT NULL,
    PRIMARY KEY (session, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE homework (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    session     INTEGER NOT NULL REFERENCES session ON DELETE RESTRICT,
    task        TEXT NOT NULL,
    factor      TEXT,
    handout     TEXT,
    assigned_on TEXT NOT NULL,
    due         TEXT,
    done_on     TEXT
) STRICT;
CREATE INDEX homework_by_session ON homework (session);

CREATE TABLE given_handout (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    client    INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    session   INTEGER REFERENCES session ON DELETE RESTRICT,
    handout   TEXT NOT NULL,
    title     TEXT NOT NULL,
    format    TEXT NOT NULL,
    paper     TEXT NOT NULL,
    given_at  TEXT NOT NULL,
    file_hash TEXT NOT NULL
) STRICT;
CREATE INDEX given_handout_by_client ON given_handout (client);
CREATE INDEX given_handout_by_session ON given_handout (session);

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at       TEXT NOT NULL,
    verb     TEXT NOT NULL,
    noun     TEXT NOT NULL,
    record   INTEGER NOT NULL
) STRICT;

-- Words of notes under their session's number, so that newest first is the order of the index itself.
CREATE VIRTUAL TABLE search USING fts5 (
    body, content = 'note', content_rowid = 'session', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
