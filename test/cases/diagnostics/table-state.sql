-- expect: info sql/unbounded-state at «GROUP BY ticker»
-- expect: warning sql/unbounded-state at «GROUP BY ticker»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE a1 AS SELECT ticker, COUNT(*) AS n FROM trades «GROUP BY ticker»;
CREATE STREAM a2 AS SELECT ticker, COUNT(*) AS n FROM trades «GROUP BY ticker»;
