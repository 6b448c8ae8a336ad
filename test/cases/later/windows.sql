-- expect: error sql/not-yet at «EMIT EVERY 5m»
-- expect: error sql/not-yet at «WINDOW TUMBLING(1m)»
-- expect: error sql/not-yet at «WINDOW TUMBLING(2m)»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE TABLE prices (ticker STRING PRIMARY KEY, price DECIMAL(18, 4));
SELECT ticker, price FROM trades WINDOW SESSION(5m);
SELECT ticker, price FROM prices «EMIT EVERY 5m»;
SELECT COUNT(*) AS n FROM prices «WINDOW TUMBLING(1m)» WITH ('late.data.strategy' = 'include_in_next_window');
SELECT COUNT(*) OVER (PARTITION BY ticker) AS n FROM trades «WINDOW TUMBLING(2m)» WITH ('late.data.strategy' = 'update_previous');
SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW SLIDING(1h, 5m);
SELECT ticker, price FROM trades WINDOW TUMBLING(5m);
