CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT ticker FROM trades WHERE price > '100.00' AND ts > '2024-01-01' AND volume IN ('1', 2);
