-- expect: sql/late-without-window at «'drop'»
-- expect: sql/late-without-window at «'5s'»
-- expect: sql/late-without-window at «'1h'»
-- expect: sql/late-without-window at «'late'»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), ts TIMESTAMP, WATERMARK FOR ts AS ts) WITH ('late.retention' = '1d');
SELECT ticker, price FROM trades WITH ('trades.late.data.strategy' = «'drop'», 'window.grace' = «'5s'»);
SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(1m) WITH ('late.retention' = «'1h'», 'late.data.topic' = «'late'»);
-- A window somewhere in the statement, and what its strategy needs.
SELECT n FROM (SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(1m)) AS q WITH ('late.data.strategy' = 'drop');
SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(1m) WITH ('late.data.strategy' = 'update_previous', 'late.retention' = '1h');
SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(1m) WITH ('late.data.strategy' = 'dead_letter', 'late.data.topic' = 'late');
