-- What a client's record says besides the name. Every new column of an old table may be NULL, "not said", so that a record
-- from before has the same fingerprint as ever (see content.rs).
ALTER TABLE client ADD COLUMN preferred_name TEXT;
ALTER TABLE client ADD COLUMN birth_date TEXT;
ALTER TABLE client ADD COLUMN phone TEXT;
ALTER TABLE client ADD COLUMN email TEXT;
ALTER TABLE client ADD COLUMN address TEXT;
ALTER TABLE client ADD COLUMN emergency_name TEXT;
ALTER TABLE client ADD COLUMN emergency_relation TEXT;
ALTER TABLE client ADD COLUMN emergency_phone TEXT;
ALTER TABLE client ADD COLUMN referral TEXT;
ALTER TABLE client ADD COLUMN began_on TEXT;
ALTER TABLE client ADD COLUMN ended_on TEXT;
ALTER TABLE client ADD COLUMN safety TEXT;
-- The day on which the partners' safety was considered.
ALTER TABLE client ADD COLUMN partner_safety_on TEXT;

-- The people of a case. Numbers are never given again, so that other records may speak of a person.
CREATE TABLE person (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    client         INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    place          INTEGER NOT NULL,
    name           TEXT NOT NULL,
    preferred_name TEXT,
    pronouns       TEXT,
    relation       TEXT,
    birth_date     TEXT,
    phone          TEXT,
    email          TEXT
) STRICT;
CREATE INDEX person_by_client ON person (client);

-- Consent and other agreements with their days.
CREATE TABLE agreement (
    id        INTEGER PRIMARY KEY,
    client    INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    title     TEXT NOT NULL,
    agreed_on TEXT NOT NULL,
    ended_on  TEXT
) STRICT;
CREATE INDEX agreement_by_client ON agreement (client);

CREATE TABLE client_label (
    client INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    label  TEXT NOT NULL,
    PRIMARY KEY (client, label)
) STRICT, WITHOUT ROWID;
