-- The very file of a handout that was given, so that it is printed again as it was. One given before this table has none.
CREATE TABLE given_file (
    given INTEGER PRIMARY KEY REFERENCES given_handout ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- The day on which giving a handout asked whether the partners' safety was considered, and the answer was "not yet".
ALTER TABLE client ADD COLUMN partner_safety_asked_on TEXT;

-- What stands at the head and the foot of printed handouts: one row, or none while nothing was said. `logo` is PNG, JPEG
-- or SVG, as `logo_kind` says.
CREATE TABLE letterhead (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    name        TEXT NOT NULL,
    credentials TEXT NOT NULL,
    contact     TEXT NOT NULL,
    closing     TEXT NOT NULL,
    logo        BLOB,
    logo_kind   TEXT
) STRICT;

-- Handouts of the clinician's own. `composition` is TOML, as that of the library's handouts.
CREATE TABLE own_handout (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    title       TEXT NOT NULL,
    composition TEXT NOT NULL,
    saved_at    TEXT NOT NULL,
    removed_at  TEXT
) STRICT;

-- Articles of the clinician's own, and the material that was cut from them; both are one record.
CREATE TABLE own_article (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    title      TEXT NOT NULL,
    author     TEXT NOT NULL,
    source     TEXT NOT NULL,
    rights     TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    removed_at TEXT
) STRICT;

-- Numbers are never given again: handouts of one's own speak of them.
CREATE TABLE own_material (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES own_article ON DELETE CASCADE,
    place   INTEGER NOT NULL,
    title   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    factor  TEXT,
    aspect  TEXT,
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX own_material_by_article ON own_material (article);
