-- What the list of clients counts. The database keeps it up itself, from what stands in `session` and `homework`, because
-- counting a hundred thousand sessions anew takes longer than a blink. Holds nothing that does not stand elsewhere.
CREATE TABLE client_tally (
    client       INTEGER PRIMARY KEY REFERENCES client ON DELETE CASCADE,
    sessions     INTEGER NOT NULL,
    open_tasks   INTEGER NOT NULL,
    last_session INTEGER,
    last_day     TEXT
) STRICT;

CREATE VIEW client_counted AS
SELECT c.id AS client,
       (SELECT count(*) FROM session s WHERE s.client = c.id AND s.removed_at IS NULL) AS sessions,
       (SELECT count(*) FROM session s JOIN homework h ON h.session = s.id
        WHERE s.client = c.id AND s.removed_at IS NULL AND h.done_on IS NULL AND h.removed_at IS NULL) AS open_tasks,
       (SELECT s.id FROM session s WHERE s.client = c.id AND s.removed_at IS NULL
        ORDER BY s.day DESC, s.id DESC LIMIT 1) AS last_session,
       (SELECT max(s.day) FROM session s WHERE s.client = c.id AND s.removed_at IS NULL) AS last_day
FROM client c;

INSERT INTO client_tally SELECT * FROM client_counted;

CREATE TRIGGER tally_of_client AFTER INSERT ON client BEGIN
    INSERT INTO client_tally SELECT * FROM client_counted WHERE client = NEW.id;
END;
CREATE TRIGGER tally_of_session_added AFTER INSERT ON session BEGIN
    UPDATE client_tally SET (sessions, open_tasks, last_session, last_day) =
        (SELECT sessions, open_tasks, last_session, last_day FROM client_counted WHERE client = NEW.client)
    WHERE client = NEW.client;
END;
CREATE TRIGGER tally_of_session_changed AFTER UPDATE OF client, day, removed_at ON session BEGIN
    UPDATE client_tally SET (sessions, open_tasks, last_session, last_day) =
        (SELECT sessions, open_tasks, last_session, last_day FROM client_counted c WHERE c.client = client_tally.client)
    WHERE client IN (OLD.client, NEW.client);
END;
CREATE TRIGGER tally_of_session_gone AFTER DELETE ON session BEGIN
    UPDATE client_tally SET (sessions, open_tasks, last_session, last_day) =
        (SELECT sessions, open_tasks, last_session, last_day FROM client_counted WHERE client = OLD.client)
    WHERE client = OLD.client;
END;
CREATE TRIGGER tally_of_homework_added AFTER INSERT ON homework BEGIN
    UPDATE client_tally SET open_tasks = (SELECT open_tasks FROM client_counted c WHERE c.client = client_tally.client)
    WHERE client = (SELECT client FROM session WHERE id = NEW.session);
END;
CREATE TRIGGER tally_of_homework_changed AFTER UPDATE OF session, done_on, removed_at ON homework BEGIN
    UPDATE client_tally SET open_tasks = (SELECT open_tasks FROM client_counted c WHERE c.client = client_tally.client)
    WHERE client IN (SELECT client FROM session WHERE id IN (OLD.session, NEW.session));
END;
CREATE TRIGGER tally_of_homework_gone AFTER DELETE ON homework BEGIN
    UPDATE client_tally SET open_tasks = (SELECT open_tasks FROM client_counted c WHERE c.client = client_tally.client)
    WHERE client = (SELECT client FROM session WHERE id = OLD.session);
END;

-- How each note begins, for the course: without it every note of the course is read whole.
CREATE INDEX note_beginning ON note (session, signed_at, substr(body, 1, 160));
