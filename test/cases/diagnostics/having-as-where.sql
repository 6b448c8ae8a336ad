-- expect: sql/having-as-where at «ticker <> 'TEST'»
-- expect: sql/having-as-where at «t.ticker BETWEEN 'A' AND 'B'»
CREATE STREAM trades (ticker STRING, volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
SELECT ticker, SUM(volume) AS total FROM trades GROUP BY ticker WINDOW TUMBLING(INTERVAL '1' MINUTE) HAVING «ticker <> 'TEST'» AND total > 5;
SELECT t.ticker, COUNT(*) AS n FROM trades t GROUP BY t.ticker WINDOW TUMBLING(INTERVAL '1' MINUTE) HAVING «t.ticker BETWEEN 'A' AND 'B'»;
