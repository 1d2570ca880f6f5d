-- Schema 17: a person's devices, and when one was revoked. Never changed after it was released.

-- A database that came from schema 2 or older has it already: its devices were read with it.
ALTER TABLE devices ADD COLUMN IF NOT EXISTS revoked_at_ms BIGINT;
CREATE INDEX devices_by_person ON devices (person, enrolled_at_ms);
