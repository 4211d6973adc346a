-- A note is found by the homework agreed in it as well: the task, everything said of it, and what was learned at each look at
-- it. That stands behind all else, so that the rest begins where it began; what lies in the trash is not found. The
-- indexes are made anew after this step.
CREATE VIEW homework_words AS
SELECT h.id AS homework, h.session,
       char(10) || h.task || coalesce(char(10) || h.why, '') || coalesce(char(10) || h.occasion, '')
       || coalesce(char(10) || h.place, '') || coalesce(char(10) || h.own_words, '')
       || coalesce(char(10) || h.obstacle_words, '') || coalesce(char(10) || h.plan_if, '')
       || coalesce(char(10) || h.plan_then, '')
       || coalesce((
           SELECT group_concat(coalesce(char(10) || l.learned, '') || coalesce(char(10) || l.obstacle_words, ''), '' ORDER BY l.id)
           FROM homework_review l LEFT JOIN session s ON s.id = l.session
           WHERE l.homework = h.id AND s.removed_at IS NULL), '') AS words
FROM homework h WHERE h.removed_at IS NULL;

DROP VIEW search_note_text;
CREATE VIEW search_note_text AS
SELECT p.place, n.session,
       n.body || coalesce((
           SELECT group_concat(char(10) || a.reason || char(10) || a.text, '' ORDER BY a.signed_at, a.id)
           FROM addendum a WHERE a.session = n.session AND a.signed_at IS NOT NULL), '')
       || coalesce((
           SELECT group_concat(char(10) || t.comment, '' ORDER BY t.place, t.mark)
           FROM passage t WHERE t.session = n.session), '')
       || coalesce((
           SELECT group_concat(char(10) || t.comment, '' ORDER BY t.id)
           FROM annotation t WHERE t.session = n.session AND t.comment <> ''), '')
       || coalesce(char(10) || s.present, '')
       || coalesce((
           SELECT group_concat(w.words, '' ORDER BY w.homework)
           FROM homework_words w WHERE w.session = n.session), '') AS body,
       char(57344) || s.client || ' ' || char(57345) || hex(coalesce(n.template, 'free')) || ' '
       || char(iif(n.signed_at IS NULL, 57346, 57347))
       || coalesce((
           SELECT group_concat(' ' || char(57350) || e.factor || e.aspect, '' ORDER BY e.factor, e.aspect)
           FROM emphasis e WHERE e.session = n.session), '') AS facts
FROM search_place p
JOIN session s ON s.id = ((9223372036854775807 - p.place) >> 15 & 67108863)
JOIN note n ON n.session = s.id
WHERE p.mark IS NULL AND p.annotation IS NULL;
