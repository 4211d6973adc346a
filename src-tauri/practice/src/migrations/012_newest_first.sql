-- Newest first is the ascending order of the indexes from here on. FTS5 reads a common word from its beginning in any case as long
-- as it forgets securely, so that the descending order cost by the number of notes. The number that was a place before is
-- taken from the largest one (see search/place.rs); the places and the indexes themselves are made anew after this step.
--
-- Found besides: what was remarked on tags, and who was there. That stands behind the text and the addenda, so that these
-- begin where they began.
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
       || coalesce(char(10) || s.present, '') AS body,
       char(57344) || s.client || ' ' || char(57345) || hex(coalesce(n.template, 'free')) || ' '
       || char(iif(n.signed_at IS NULL, 57346, 57347))
       || coalesce((
           SELECT group_concat(' ' || char(57350) || e.factor || e.aspect, '' ORDER BY e.factor, e.aspect)
           FROM emphasis e WHERE e.session = n.session), '') AS facts
FROM search_place p
JOIN session s ON s.id = ((9223372036854775807 - p.place) >> 15 & 67108863)
JOIN note n ON n.session = s.id
WHERE p.mark IS NULL AND p.annotation IS NULL;

DROP VIEW search_passage_text;
CREATE VIEW search_passage_text AS
SELECT p.place, t.session, t.words || coalesce(char(10) || t.comment, '') AS words,
       char(57348) || t.factor || ' ' || char(57349) || t.aspect || ' '
       || char(57344) || s.client || ' ' || char(57345) || hex(coalesce(n.template, 'free')) || ' '
       || char(iif(n.signed_at IS NULL, 57346, 57347)) AS facts
FROM search_place p
JOIN passage t ON t.session = ((9223372036854775807 - p.place) >> 15 & 67108863) AND t.mark = p.mark
JOIN session s ON s.id = t.session
JOIN note n ON n.session = t.session
UNION ALL
SELECT p.place, t.session, t.words || iif(t.comment = '', '', char(10) || t.comment) AS words,
       char(57348) || t.factor || ' ' || char(57349) || t.aspect || ' '
       || char(57344) || s.client || ' ' || char(57345) || hex(coalesce(n.template, 'free')) || ' '
       || char(iif(n.signed_at IS NULL, 57346, 57347)) AS facts
FROM search_place p
JOIN annotation t ON t.id = p.annotation
JOIN session s ON s.id = t.session
JOIN note n ON n.session = t.session;
