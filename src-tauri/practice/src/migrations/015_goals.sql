-- What a client wants, in the client's own words, and how near it feels: a rating of 0 to 10 whenever the client wishes. Both
-- are one record.
CREATE TABLE goal (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    client     INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    set_on     TEXT NOT NULL,
    state      TEXT NOT NULL,
    words      TEXT NOT NULL,
    factor     TEXT,
    ended_on   TEXT,
    removed_at TEXT
) STRICT;
CREATE INDEX goal_by_client ON goal (client);

CREATE TABLE goal_rating (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    goal   INTEGER NOT NULL REFERENCES goal ON DELETE CASCADE,
    day    TEXT NOT NULL,
    rating INTEGER NOT NULL
) STRICT;
CREATE INDEX goal_rating_by_goal ON goal_rating (goal);
