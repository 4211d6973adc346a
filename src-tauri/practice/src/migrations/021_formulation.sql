-- What the clinician makes of a client under each factor, in words of her own, with what each save replaced; together they are one
-- record for each factor of a client.
CREATE TABLE formulation (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    client   INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    factor   TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    words    TEXT NOT NULL,
    UNIQUE (client, factor)
) STRICT;

CREATE TABLE formulation_state (
    id          INTEGER PRIMARY KEY,
    formulation INTEGER NOT NULL REFERENCES formulation ON DELETE CASCADE,
    at          TEXT NOT NULL,
    words       TEXT NOT NULL
) STRICT;
CREATE INDEX formulation_state_by_formulation ON formulation_state (formulation);

-- When a client's formulation was last looked at, and before that: what came since is marked as new. A look changes nothing that
-- is known of the client, so this belongs to no record and stands in no fingerprint; whoever forged it would move a mark and no word.
CREATE TABLE formulation_look (
    client INTEGER PRIMARY KEY REFERENCES client ON DELETE CASCADE,
    at     TEXT NOT NULL,
    before TEXT
) STRICT;

-- When each note was saved, without reading any.
CREATE INDEX note_saved ON note (session, saved_at);
