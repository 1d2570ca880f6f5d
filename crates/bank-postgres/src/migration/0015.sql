-- Schema 15: goods of orders. Never changed after it was released.

-- What an order, or a payer code that was charged at once, is made of, as JSON. Kinds of journal
-- rows since schema 13: 160 goods listed, with the order and the hash of its goods.
CREATE TABLE goods (
    order_id UUID NOT NULL PRIMARY KEY,
    lines    TEXT NOT NULL
);
