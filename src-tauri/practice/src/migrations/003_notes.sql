-- What a client's and a session's record says besides its name and its day. NULL is "not said": a record from before these
-- columns has the same fingerprint as ever (see content.rs).

-- enquiry, waiting, active, paused or ended; NULL is active.
ALTER TABLE client ADD COLUMN state TEXT;

-- HH:MM on the session's day in the clinician's own time; whole minutes; inPerson, phone or video; attended,
-- lateCancellation or noShow.
ALTER TABLE session ADD COLUMN starts_at TEXT;
ALTER TABLE session ADD COLUMN minutes INTEGER;
ALTER TABLE session ADD COLUMN mode TEXT;
ALTER TABLE session ADD COLUMN attendance TEXT;

-- The form the note was begun in; and when it was signed, after which neither it nor its passages change.
ALTER TABLE note ADD COLUMN template TEXT;
ALTER TABLE note ADD COLUMN signed_at TEXT;
