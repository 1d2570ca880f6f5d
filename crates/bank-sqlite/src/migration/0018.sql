-- Schema 18: goods of orders. Never changed after it was released.

-- What an order, or a payer code that was charged at once, is made of, as JSON. Kinds of journal
-- rows: goods_listed, with the order and the hash of its goods.
CREATE TABLE goods (
    order_id BLOB NOT NULL PRIMARY KEY,
    lines    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
