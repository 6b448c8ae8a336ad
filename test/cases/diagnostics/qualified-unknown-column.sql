-- expect: sql/unknown-column at «prise»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT t.«prise» FROM trades t;
