-- What else a note is found by: tags that were put on its words after it was signed stand among its passages, and what the
-- whole note speaks of is a fact of the note (see search/fact.rs): one word for the pair of factor and aspect, because both must
-- hold for the same tag.
ALTER TABLE search_place ADD COLUMN annotation INTEGER;

DROP VIEW search_note_text;
CREATE VIEW search_note_text AS
SELECT p.place, n.session,
       n.body || coalesce((
           SELECT group_concat(char(10) || a.reason || char(10) || a.text, '' ORDER BY a.signed_at, a.id)
           FROM addendum a WHERE a.session = n.session AND a.signed_at IS NOT NULL), '') AS body,
       char(57344) || s.client || ' ' || char(57345) || hex(coalesce(n.template, 'free')) || ' '
       || char(iif(n.signed_at IS NULL, 57346, 57347))
       || coalesce((
           SELECT group_concat(' ' || char(57350) || e.factor || e.aspect, '' ORDER BY e.factor, e.aspect)
           FROM emphasis e WHERE e.session = n.session), '') AS facts
FROM search_place p
JOIN session s ON s.id = (p.place >> 15 & 67108863)
JOIN note n ON n.session = s.id
WHERE p.mark IS NULL AND p.annotation IS NULL;

DROP VIEW search_passage_text;
CREATE VIEW search_passage_text AS
SELECT p.place, t.session, t.words,
       char(57348) || t.factor || ' ' || char(57349) || t.aspect || ' '
       || char(57344) || s.client || ' ' || char(57345) || hex(coalesce(n.template, 'free')) || ' '
       || char(iif(n.signed_at IS NULL, 57346, 57347)) AS facts
FROM search_place p
JOIN passage t ON t.session = (p.place >> 15 & 67108863) AND t.mark = p.mark
JOIN session s ON s.id = t.session
JOIN note n ON n.session = t.session
UNION ALL
SELECT p.place, t.session, t.words,
       char(57348) || t.factor || ' ' || char(57349) || t.aspect || ' '
       || char(57344) || s.client || ' ' || char(57345) || hex(coalesce(n.template, 'free')) || ' '
       || char(iif(n.signed_at IS NULL, 57346, 57347)) AS facts
FROM search_place p
JOIN annotation t ON t.id = p.annotation
JOIN session s ON s.id = t.session
JOIN note n ON n.session = t.session;
