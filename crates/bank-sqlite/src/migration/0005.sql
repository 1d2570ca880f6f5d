-- Schema 5: what makes the journal checkable by others. Never changed after it was released.

-- The kept hashes of the Merkle tree over the journal: complete subtrees of 2^level rows.
CREATE TABLE tree_nodes (
    level INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hash  BLOB    NOT NULL,
    PRIMARY KEY (level, place)
) STRICT, WITHOUT ROWID;

-- Signed heads, one for a size of the journal: only ever added to.
CREATE TABLE heads (
    size  INTEGER NOT NULL PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    note  TEXT    NOT NULL
) STRICT;

CREATE TRIGGER heads_are_not_changed BEFORE UPDATE ON heads
BEGIN SELECT RAISE(ABORT, 'a signed head is never changed'); END;

CREATE TRIGGER heads_are_not_removed BEFORE DELETE ON heads
BEGIN SELECT RAISE(ABORT, 'a signed head is never removed'); END;
