-- One process note a session, under the session's number in practice.db. `document` is ProseMirror JSON. `content_before` is
-- what practice.db knew of the note when this was saved, so that a crash between the two files can be told from an older
-- file put back.
CREATE TABLE process_note (
    session        INTEGER PRIMARY KEY,
    document       TEXT NOT NULL,
    revision       INTEGER NOT NULL,
    saved_at       TEXT NOT NULL,
    content_before BLOB
) STRICT;

-- The random key of the fingerprints: without it the fingerprint in practice.db would let guesses at a short note be tried.
CREATE TABLE seal (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL
) STRICT;
