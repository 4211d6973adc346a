-- When a piece of material was taken out of its article; NULL while it is in it. Its words stay, so that it can be put back.
ALTER TABLE own_material ADD COLUMN removed_at TEXT;
