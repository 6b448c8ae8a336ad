-- expect: sql/clause-order at «GROUP BY ticker»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT ticker, COUNT(*) AS n FROM trades WINDOW TUMBLING(1s) «GROUP BY ticker»;
