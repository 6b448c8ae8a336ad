-- expect: sql/call at «ABS(price, 2)»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT «ABS(price, 2)» FROM trades;
