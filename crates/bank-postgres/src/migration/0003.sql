-- Schema 3: who people, devices, shops and labels are is in the journal. Never changed after it was
-- released. The rows that register what is there already are written by the program: they are
-- hashed.

-- Kinds of rows: 20 person registered, 21 handle, 22 receive code, 23 device, 24 merchant, 25 label.
-- Their subject is what is registered, their owner_id whose it is, their evidence_hash its digest.
-- 0 active, 1 closed: whether what is registered can be used.
ALTER TABLE journal ADD COLUMN state SMALLINT;

-- What keeps the journal's digest of a row from being guessed. No default afterwards: an older
-- program that still runs cannot put in what it would not register.
ALTER TABLE persons ADD COLUMN salt UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE persons ALTER COLUMN salt DROP DEFAULT;
ALTER TABLE handles ADD COLUMN salt UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE handles ALTER COLUMN salt DROP DEFAULT;
ALTER TABLE merchants ADD COLUMN salt UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE merchants ALTER COLUMN salt DROP DEFAULT;
