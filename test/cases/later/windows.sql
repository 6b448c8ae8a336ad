-- expect: error sql/not-yet at «WINDOW SESSION(5m)»
-- expect: error sql/not-yet at «EMIT EVERY 5m»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), ts TIMESTAMP, WATERMARK FOR ts AS ts);
SELECT ticker, price FROM trades «WINDOW SESSION(5m)»;
SELECT ticker, price FROM trades «EMIT EVERY 5m»;
SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW SLIDING(1h, 5m);
SELECT ticker, price FROM trades WINDOW TUMBLING(5m);
