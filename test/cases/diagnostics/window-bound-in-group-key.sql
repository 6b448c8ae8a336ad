-- expect: sql/window-bound at «DATEDIFF('second', WINDOW_START, ts)»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), ts TIMESTAMP, WATERMARK FOR ts AS ts) WITH ('topic' = 'trades');

SELECT COUNT(*) AS n FROM trades GROUP BY «DATEDIFF('second', WINDOW_START, ts)» WINDOW TUMBLING(1m);
SELECT DATE_TRUNC('hour', WINDOW_START) AS hour, COUNT(*) AS n
FROM trades GROUP BY DATE_TRUNC('hour', WINDOW_START) WINDOW TUMBLING(1m);
