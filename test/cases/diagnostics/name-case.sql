-- expect: info sql/name-case at «Trades»
-- expect: info sql/name-case at «TICKER»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4)) WITH ('topic' = 'trades', 'format' = 'json');
SELECT «TICKER», price FROM «Trades» EMIT CHANGES;
SELECT ticker FROM trades EMIT CHANGES;
