-- What is agreed on besides the task itself. NULL is "not said": a task from before has the same fingerprint as ever (see
-- content.rs). `occasion` is when it is done; `times` and `per` say how often; `goal` and `follows` name a goal and the task
-- that this one follows from, which may be gone since.
ALTER TABLE homework ADD COLUMN why TEXT;
ALTER TABLE homework ADD COLUMN goal INTEGER;
ALTER TABLE homework ADD COLUMN aspect TEXT;
ALTER TABLE homework ADD COLUMN occasion TEXT;
ALTER TABLE homework ADD COLUMN place TEXT;
ALTER TABLE homework ADD COLUMN times INTEGER;
ALTER TABLE homework ADD COLUMN per TEXT;
ALTER TABLE homework ADD COLUMN minutes INTEGER;
ALTER TABLE homework ADD COLUMN idea TEXT;
ALTER TABLE homework ADD COLUMN own_words TEXT;
ALTER TABLE homework ADD COLUMN sureness INTEGER;
ALTER TABLE homework ADD COLUMN obstacle TEXT;
ALTER TABLE homework ADD COLUMN obstacle_words TEXT;
ALTER TABLE homework ADD COLUMN plan_if TEXT;
ALTER TABLE homework ADD COLUMN plan_then TEXT;
ALTER TABLE homework ADD COLUMN template TEXT;
ALTER TABLE homework ADD COLUMN starts_on TEXT;
ALTER TABLE homework ADD COLUMN follows INTEGER;
CREATE INDEX homework_by_follows ON homework (follows);

-- A look at a task; part of the task's record. Of several in one session the newest counts. One without a session was
-- noted between two of them. `reviewed_on` is the day of its session, or that on which it was noted.
CREATE TABLE homework_review (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    homework       INTEGER NOT NULL REFERENCES homework ON DELETE CASCADE,
    session        INTEGER REFERENCES session,
    reviewed_on    TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    next           TEXT NOT NULL,
    much_client    INTEGER,
    well_client    INTEGER,
    much_clinician INTEGER,
    well_clinician INTEGER,
    hard           INTEGER,
    ticks          INTEGER,
    learned        TEXT,
    obstacle       TEXT,
    obstacle_words TEXT,
    noted_at       TEXT NOT NULL
) STRICT;
CREATE INDEX homework_review_by_homework ON homework_review (homework);
CREATE INDEX homework_review_by_session ON homework_review (session);

-- The looks that count: not those of a session in the trash, and of several in one session the newest.
CREATE VIEW homework_look AS
SELECT r.*, coalesce(s.day, r.reviewed_on) AS day
FROM homework_review r LEFT JOIN session s ON s.id = r.session
WHERE s.removed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM homework_review n
                  WHERE n.homework = r.homework AND +n.session IS r.session AND n.id > r.id);

-- Templates of homework of the clinician's own. They hold nothing of any client.
CREATE TABLE homework_template (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    added_at   TEXT NOT NULL,
    title      TEXT NOT NULL,
    what       TEXT NOT NULL,
    why        TEXT NOT NULL,
    occasion   TEXT NOT NULL,
    times      INTEGER,
    per        TEXT,
    minutes    INTEGER,
    factor     TEXT,
    aspect     TEXT,
    handout    TEXT,
    removed_at TEXT
) STRICT;

-- What the board shows: every open task with the last session in which it was agreed on or looked at, the day of that, and
-- how many sessions came after, of which two are enough to know. Days are counted from 1970-01-01. The database keeps it up
-- itself, because asking two hundred thousand tasks anew takes longer than a blink. It holds nothing that does not
-- stand elsewhere.
CREATE TABLE homework_tally (
    homework  INTEGER PRIMARY KEY REFERENCES homework ON DELETE CASCADE,
    client    INTEGER NOT NULL,
    looked_in INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    looked    INTEGER NOT NULL,
    due       INTEGER,
    factor    TEXT
) STRICT;
CREATE INDEX homework_tally_by_look ON homework_tally (since, looked, homework, client, due, factor);
CREATE INDEX homework_tally_by_factor ON homework_tally (factor, since, looked, homework, client, due);
CREATE INDEX homework_tally_by_client ON homework_tally (client, since, looked, homework, due, factor);

CREATE VIEW homework_anchor AS
SELECT h.id AS homework, s.client,
       (SELECT x.id FROM session x
        WHERE x.id IN (SELECT h.session UNION ALL
                       SELECT l.session FROM homework_look l WHERE l.homework = h.id AND l.outcome <> 'notDiscussed')
        ORDER BY x.day DESC, x.number DESC LIMIT 1) AS looked_in,
       unixepoch(max(h.assigned_on, coalesce((SELECT max(l.day) FROM homework_look l
                                              WHERE l.homework = h.id AND l.outcome <> 'notDiscussed'), ''))) / 86400 AS looked,
       unixepoch(h.due) / 86400 AS due, h.factor
FROM session s JOIN homework h ON h.session = s.id
WHERE h.done_on IS NULL AND h.removed_at IS NULL AND s.removed_at IS NULL
  AND EXISTS (SELECT 1 FROM client c WHERE c.id = s.client AND c.removed_at IS NULL);

CREATE VIEW homework_counted AS
SELECT a.homework, a.client, a.looked_in,
       (SELECT count(*) FROM (
            SELECT 1 FROM session n
            WHERE n.client = a.client AND n.removed_at IS NULL AND coalesce(n.attendance, 'attended') = 'attended'
              AND (n.day, n.number) > (SELECT x.day, x.number FROM session x WHERE x.id = a.looked_in) LIMIT 2)) AS since,
       a.looked, a.due, a.factor
FROM homework_anchor a;

INSERT INTO homework_tally SELECT * FROM homework_counted;

CREATE TRIGGER board_of_homework_added AFTER INSERT ON homework BEGIN
    INSERT INTO homework_tally SELECT * FROM homework_counted WHERE homework = NEW.id;
END;
CREATE TRIGGER board_of_homework_changed AFTER UPDATE OF session, factor, assigned_on, due, done_on, removed_at ON homework BEGIN
    DELETE FROM homework_tally WHERE homework = OLD.id;
    INSERT INTO homework_tally SELECT * FROM homework_counted WHERE homework = NEW.id;
END;
CREATE TRIGGER board_of_review_added AFTER INSERT ON homework_review BEGIN
    DELETE FROM homework_tally WHERE homework = NEW.homework;
    INSERT INTO homework_tally SELECT * FROM homework_counted WHERE homework = NEW.homework;
END;
CREATE TRIGGER board_of_review_gone AFTER DELETE ON homework_review BEGIN
    DELETE FROM homework_tally WHERE homework = OLD.homework;
    INSERT INTO homework_tally SELECT * FROM homework_counted WHERE homework = OLD.homework;
END;
-- A session more can only make tasks wait longer, and of those that have waited for two nothing changes.
CREATE TRIGGER board_of_session_added AFTER INSERT ON session BEGIN
    UPDATE homework_tally SET since = (SELECT since FROM homework_counted c WHERE c.homework = homework_tally.homework)
    WHERE client = NEW.client AND since < 2;
END;
CREATE TRIGGER board_of_session_changed AFTER UPDATE OF client, day, attendance, removed_at ON session BEGIN
    DELETE FROM homework_tally WHERE client IN (OLD.client, NEW.client);
    INSERT INTO homework_tally SELECT * FROM homework_counted WHERE client IN (OLD.client, NEW.client);
END;
CREATE TRIGGER board_of_session_gone AFTER DELETE ON session BEGIN
    DELETE FROM homework_tally WHERE client = OLD.client;
    INSERT INTO homework_tally SELECT * FROM homework_counted WHERE client = OLD.client;
END;
CREATE TRIGGER board_of_client_changed AFTER UPDATE OF removed_at ON client BEGIN
    DELETE FROM homework_tally WHERE client = OLD.id;
    INSERT INTO homework_tally SELECT * FROM homework_counted WHERE client = NEW.id;
END;
