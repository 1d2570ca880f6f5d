-- Schema 20: a person's devices, and when one was revoked. Never changed after it was released.

ALTER TABLE devices ADD COLUMN revoked_at_ms INTEGER;
CREATE INDEX devices_by_person ON devices (person, enrolled_at_ms);
