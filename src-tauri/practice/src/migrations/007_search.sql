-- Newest first is the order of the index itself, whenever a session was written down: `place` holds the session's day, the
-- session, and where in its note a passage stands (see search/place.rs). `mark` is the passage's; NULL is the whole note.
CREATE TABLE search_place (
    place INTEGER PRIMARY KEY,
    mark  TEXT
) STRICT;

-- What a note is found by: its words, and what filters ask for. Each of these facts is a word that nobody types, because it
-- begins with a letter for private use (see search/fact.rs). Signed addenda are found with their note. What else is to be found
-- with it is added to `body` here, and all that changes it goes through `search::follow`.
CREATE VIEW search_note_text AS
SELECT p.place, n.session,
       n.body || coalesce((
           SELECT group_concat(char(10) || a.reason || char(10) || a.text, '' ORDER BY a.signed_at, a.id)
           FROM addendum a WHERE a.session = n.session AND a.signed_at IS NOT NULL), '') AS body,
       char(57344) || s.client || ' ' || char(57345) || hex(coalesce(n.template, 'free')) || ' '
       || char(iif(n.signed_at IS NULL, 57346, 57347)) AS facts
FROM search_place p
JOIN session s ON s.id = (p.place >> 15 & 67108863)
JOIN note n ON n.session = s.id
WHERE p.mark IS NULL;

CREATE VIEW search_passage_text AS
SELECT p.place, t.session, p.mark, t.words,
       char(57348) || t.factor || ' ' || char(57349) || t.aspect || ' '
       || char(57344) || s.client || ' ' || char(57345) || hex(coalesce(n.template, 'free')) || ' '
       || char(iif(n.signed_at IS NULL, 57346, 57347)) AS facts
FROM search_place p
JOIN passage t ON t.session = (p.place >> 15 & 67108863) AND t.mark = p.mark
JOIN session s ON s.id = t.session
JOIN note n ON n.session = t.session;

DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
    body, facts, content = 'search_note_text', content_rowid = 'place',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE search_passage USING fts5 (
    words, facts, content = 'search_passage_text', content_rowid = 'place',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
-- Without it deleted words stay in the index, whatever the database's own secure deletion says.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
INSERT INTO search_passage (search_passage, rank) VALUES ('secure-delete', 1);

-- The words that each index knows; they hold nothing of their own.
CREATE VIRTUAL TABLE search_word USING fts5vocab ('search', 'instance');
CREATE VIRTUAL TABLE search_passage_word USING fts5vocab ('search_passage', 'instance');
