-- Filled forms, ratings on scales and scores: what was measured with a client, and how it was before it was corrected. Both
-- are one record. `kind` is questionnaire, scale or other; `name` is a questionnaire's key, or the name it was given. `answers`
-- has a sign for each answer (see model/src/measure.rs); scores are counted from them whenever they are read. `score`, `low`
-- and `high` are in hundredths; what the ends of a scale mean is in `low_words` and `high_words`. `harm` is the answer to a
-- question about self-harm where it is above 0, and `looked_at` when it was marked as looked at.
CREATE TABLE measure (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    client     INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    session    INTEGER REFERENCES session,
    taken_on   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    noted_at   TEXT NOT NULL,
    filled_by  TEXT NOT NULL,
    answers    TEXT,
    score      INTEGER,
    low        INTEGER,
    high       INTEGER,
    low_words  TEXT,
    high_words TEXT,
    note       TEXT,
    harm       INTEGER,
    looked_at  TEXT,
    removed_at TEXT
) STRICT;
CREATE INDEX measure_by_client ON measure (client, removed_at, taken_on, id);
CREATE INDEX measure_by_session ON measure (session);
-- The answers about self-harm that somebody has still to look at are few: they are found without the others, a client's and
-- those of everybody.
CREATE INDEX measure_by_harm ON measure (client, harm, looked_at);
CREATE INDEX measure_waiting ON measure (looked_at, removed_at, harm, client);

CREATE TABLE measure_earlier (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    measure     INTEGER NOT NULL REFERENCES measure ON DELETE CASCADE,
    replaced_at TEXT NOT NULL,
    taken_on    TEXT NOT NULL,
    answers     TEXT,
    score       INTEGER,
    low         INTEGER,
    high        INTEGER,
    note        TEXT
) STRICT;
CREATE INDEX measure_earlier_by_measure ON measure_earlier (measure);
