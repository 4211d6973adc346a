-- Whether material of the clinician's own asks for closeness, openness or repair with a partner: 1, or NULL where it does not.
ALTER TABLE own_material ADD COLUMN partner INTEGER CHECK (partner = 1);
