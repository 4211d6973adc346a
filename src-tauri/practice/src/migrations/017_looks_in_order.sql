-- Every look at a task that is not in a session in the trash, with its place in time: the day and, of two on one day, the number of
-- the session. What was noted between sessions comes after what had been noted on the same day, and before what came later.
CREATE VIEW homework_noted AS
SELECT r.*, coalesce(s.day, r.reviewed_on) AS day,
       coalesce(s.number, (SELECT max(x.number) FROM homework_review o JOIN session x ON x.id = o.session
                           WHERE o.homework = r.homework AND o.id < r.id AND x.day = r.reviewed_on), 0) AS turn
FROM homework_review r LEFT JOIN session s ON s.id = r.session
WHERE s.removed_at IS NULL;

-- The looks that count: of several in one session the newest, and of several between the same two sessions the newest.
DROP VIEW homework_look;
CREATE VIEW homework_look AS
SELECT r.* FROM homework_noted r
WHERE NOT EXISTS (SELECT 1 FROM homework_review n
                  WHERE n.homework = r.homework AND +n.session IS r.session AND n.id > r.id
                    AND (r.session IS NOT NULL
                         OR NOT EXISTS (SELECT 1 FROM homework_review m JOIN session x ON x.id = m.session
                                        WHERE m.homework = r.homework AND x.removed_at IS NULL
                                          AND (x.day, m.id) > (r.reviewed_on, r.id)
                                          AND (x.day, m.id) < (n.reviewed_on, n.id))));

-- The board knows on which days the next two sessions are, because one that is still to come has not gone by. `since` counts
-- them whatever their day, `first_after` is the day of the first of them, and `last_after` that of the last of these two.
DROP VIEW homework_counted;
DROP TABLE homework_tally;
CREATE TABLE homework_tally (
    homework    INTEGER PRIMARY KEY REFERENCES homework ON DELETE CASCADE,
    client      INTEGER NOT NULL,
    looked_in   INTEGER NOT NULL,
    since       INTEGER NOT NULL,
    first_after INTEGER,
    last_after  INTEGER,
    looked      INTEGER NOT NULL,
    due         INTEGER,
    factor      TEXT
) STRICT;
CREATE INDEX homework_tally_by_look ON homework_tally (since, looked, homework, client, due, factor, first_after, last_after);
CREATE INDEX homework_tally_by_factor ON homework_tally (factor, since, looked, homework, client, due, first_after, last_after);
CREATE INDEX homework_tally_by_client ON homework_tally (client, since, looked, homework, due, factor, first_after, last_after);
CREATE INDEX homework_tally_ahead ON homework_tally (since, last_after, looked, homework, client, due, factor, first_after);

CREATE VIEW homework_counted AS
SELECT a.homework, a.client, a.looked_in,
       (SELECT count(*) FROM (
            SELECT n.day FROM session n
            WHERE n.client = a.client AND n.removed_at IS NULL AND coalesce(n.attendance, 'attended') = 'attended'
              AND (n.day, n.number) > (SELECT x.day, x.number FROM session x WHERE x.id = a.looked_in)
            ORDER BY n.day, n.number LIMIT 2)) AS since,
       (SELECT unixepoch(min(day)) / 86400 FROM (
            SELECT n.day FROM session n
            WHERE n.client = a.client AND n.removed_at IS NULL AND coalesce(n.attendance, 'attended') = 'attended'
              AND (n.day, n.number) > (SELECT x.day, x.number FROM session x WHERE x.id = a.looked_in)
            ORDER BY n.day, n.number LIMIT 2)) AS first_after,
       (SELECT unixepoch(max(day)) / 86400 FROM (
            SELECT n.day FROM session n
            WHERE n.client = a.client AND n.removed_at IS NULL AND coalesce(n.attendance, 'attended') = 'attended'
              AND (n.day, n.number) > (SELECT x.day, x.number FROM session x WHERE x.id = a.looked_in)
            ORDER BY n.day, n.number LIMIT 2)) AS last_after,
       a.looked, a.due, a.factor
FROM homework_anchor a;

INSERT INTO homework_tally SELECT * FROM homework_counted;

-- A session more matters to all tasks but those that have waited for two before it.
DROP TRIGGER board_of_session_added;
CREATE TRIGGER board_of_session_added AFTER INSERT ON session BEGIN
    UPDATE homework_tally SET (since, first_after, last_after) =
        (SELECT since, first_after, last_after FROM homework_counted c WHERE c.homework = homework_tally.homework)
    WHERE client = NEW.client AND (since < 2 OR last_after > unixepoch(NEW.day) / 86400);
END;
