-- The last session in the list of clients is the last one that took place: one that was cancelled or to which nobody came has no note
-- that waits to be signed. Which of them are still to come the list itself asks, because that depends on the day.
DROP VIEW client_counted;
CREATE VIEW client_counted AS
SELECT c.id AS client,
       (SELECT count(*) FROM session s WHERE s.client = c.id AND s.removed_at IS NULL) AS sessions,
       (SELECT count(*) FROM session s JOIN homework h ON h.session = s.id
        WHERE s.client = c.id AND s.removed_at IS NULL AND h.done_on IS NULL AND h.removed_at IS NULL) AS open_tasks,
       (SELECT s.id FROM session s WHERE s.client = c.id AND s.removed_at IS NULL
            AND coalesce(s.attendance, 'attended') = 'attended'
        ORDER BY s.day DESC, s.id DESC LIMIT 1) AS last_session,
       (SELECT max(s.day) FROM session s WHERE s.client = c.id AND s.removed_at IS NULL
            AND coalesce(s.attendance, 'attended') = 'attended') AS last_day
FROM client c;

DROP TRIGGER tally_of_session_changed;
CREATE TRIGGER tally_of_session_changed AFTER UPDATE OF client, day, attendance, removed_at ON session BEGIN
    UPDATE client_tally SET (sessions, open_tasks, last_session, last_day) =
        (SELECT sessions, open_tasks, last_session, last_day FROM client_counted c WHERE c.client = client_tally.client)
    WHERE client IN (OLD.client, NEW.client);
END;

UPDATE client_tally SET (last_session, last_day) =
    (SELECT last_session, last_day FROM client_counted c WHERE c.client = client_tally.client);
