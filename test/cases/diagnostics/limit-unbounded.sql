-- expect: sql/limit-unbounded at «LIMIT 10»
-- expect: sql/limit-unbounded at «LIMIT 1»
-- expect: sql/limit-unbounded at «LIMIT 5»
-- expect: sql/limit-unbounded at «LIMIT 7»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE STREAM big (ticker STRING, price DECIMAL(18, 4));
CREATE STREAM a AS SELECT ticker, price FROM trades «LIMIT 10»;
INSERT INTO big SELECT ticker, price FROM trades WHERE price > 100 «LIMIT 1»;
START JOB j AS INSERT INTO big SELECT x.ticker, x.price FROM (SELECT ticker, price FROM trades «LIMIT 5») AS x;
CREATE STREAM b AS SELECT ticker FROM trades UNION ALL SELECT ticker FROM big «LIMIT 7»;
-- A SELECT that is tried out; rows that end; a look at one row.
SELECT ticker, price FROM trades LIMIT 10;
CREATE STREAM c AS SELECT v.x FROM (VALUES (1), (2), (3)) AS v(x) LIMIT 2;
CREATE STREAM d AS SELECT ticker FROM trades AS t WHERE EXISTS (SELECT 1 FROM big AS b WHERE b.ticker = t.ticker LIMIT 1);
