-- expect: sql/sum-of-text at «ticker»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT SUM(«ticker») FROM trades;
