-- expect: sql/duplicate-column at «volume AS price»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT price, «volume AS price» FROM trades;
