-- expect: sql/order-by-unbounded at «ORDER BY price»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT price FROM trades «ORDER BY price»;
