-- expect: sql/nested-aggregate at «MAX(price)»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT SUM(«MAX(price)») FROM trades;
