-- expect: sql/emit-final at «EMIT FINAL»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker «EMIT FINAL»;
