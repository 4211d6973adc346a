-- What a save of a handout of one's own replaced (see own_handout_state.rs); part of the handout's record.
CREATE TABLE own_handout_state (
    id          INTEGER PRIMARY KEY,
    handout     INTEGER NOT NULL REFERENCES own_handout ON DELETE CASCADE,
    at          TEXT NOT NULL,
    title       TEXT NOT NULL,
    composition TEXT NOT NULL
) STRICT;
CREATE INDEX own_handout_state_by_handout ON own_handout_state (handout, at);

-- What is being made on a screen and is not saved yet, so that a crash or a lock costs no word (see unfinished.rs). `words` is
-- JSON of the window's own, `client` is 0 for what is made for nobody in particular. It is no record: the log begins to speak of
-- it when it is saved.
CREATE TABLE unfinished (
    id     INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    begun  TEXT NOT NULL,
    at     TEXT NOT NULL,
    title  TEXT NOT NULL,
    words  TEXT NOT NULL,
    client INTEGER NOT NULL,
    UNIQUE (kind, begun, client)
) STRICT;
