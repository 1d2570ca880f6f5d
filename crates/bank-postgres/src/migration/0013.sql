-- Schema 13: fees of merchants. Never changed after it was released.

-- Owners since schema 12: 10 the operator's fees, without an identifier as the desk. Kinds of
-- payments since then: 140 fee, 141 fee returned. Kinds of journal rows: 140 fee taken, 141 fee
-- returned, with columns as 2 and 7, and a detail.
ALTER TABLE accounts DROP CONSTRAINT accounts_owner_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_owner_check CHECK (owner IN (0, 1, 2, 3, 8, 9, 10));
ALTER TABLE accounts DROP CONSTRAINT accounts_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_owner_id_check
    CHECK ((owner_id IS NULL) = (owner IN (0, 10)));
