-- expect: hints/wrong-value at «many»
-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=«many»

CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT ticker FROM trades;
