-- What names an aggregate, the window, or chance.
CREATE STREAM trades (ticker STRING, volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
SELECT ticker, SUM(volume) AS total FROM trades GROUP BY ticker WINDOW TUMBLING(INTERVAL '1' MINUTE)
HAVING (ticker = 'A' OR SUM(volume) > 5) AND COUNT(*) BETWEEN 1 AND 5 AND WINDOW_START > TIMESTAMP '2026-01-01' AND RANDOM() < 0.5;
