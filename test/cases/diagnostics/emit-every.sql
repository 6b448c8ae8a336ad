-- expect: sql/emit-every at «EMIT EVERY 5m»
-- expect: sql/emit-every at «EMIT EVERY 1m»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE TABLE prices (ticker STRING PRIMARY KEY, price DECIMAL(18, 4));
SELECT ticker, price FROM trades «EMIT EVERY 5m»;
SELECT t.ticker, p.price FROM trades t JOIN prices p ON t.ticker = p.ticker «EMIT EVERY 1m»;
-- These have rows that are updated.
SELECT ticker, MAX(price) AS price FROM trades GROUP BY ticker EMIT EVERY 5m;
SELECT ticker, price FROM prices EMIT EVERY 5m;
