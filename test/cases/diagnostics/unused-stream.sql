-- expect: sql/name-case at «TRADES»
-- expect: sql/unused-stream at «orders»
-- expect: sql/unused-stream at «spare»
-- expect: sql/unused-stream at «first»
-- expect: sql/unused-stream at «last»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4));
CREATE STREAM «orders» (id BIGINT, amount DECIMAL(12, 2));
CREATE STREAM alerts (ticker STRING);
CREATE STREAM seen (ticker STRING);
INSERT INTO alerts SELECT ticker FROM «TRADES» WHERE price > 100;
WITH «spare» AS (SELECT ticker AS t FROM trades) SELECT ticker FROM trades;
WITH «first» AS (SELECT ticker AS t FROM trades), a AS (SELECT ticker FROM trades), b AS (SELECT ticker FROM a), «last» AS (SELECT ticker AS t FROM b) SELECT ticker FROM b;
SELECT ticker FROM trades WHERE ticker IN (SELECT ticker FROM seen);
-- A result that is written is there for others.
CREATE STREAM cheap AS SELECT ticker FROM trades WHERE price < 1;
