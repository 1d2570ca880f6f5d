-- Schema 2: what makes the journal checkable by others. Never changed after it was released.

-- The kept hashes of the Merkle tree over the journal: complete subtrees of 2^level rows.
CREATE TABLE tree_nodes (
    level INTEGER NOT NULL,
    place BIGINT  NOT NULL,
    hash  BYTEA   NOT NULL,
    PRIMARY KEY (level, place)
);

-- Signed heads, one for a size of the journal: only ever added to.
CREATE TABLE heads (
    size  BIGINT NOT NULL PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    note  TEXT   NOT NULL
);

CREATE FUNCTION heads_are_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a signed head is never changed or removed';
END
$$;

CREATE TRIGGER heads_are_only_added_to BEFORE UPDATE OR DELETE ON heads
    FOR EACH ROW EXECUTE FUNCTION heads_are_only_added_to();
