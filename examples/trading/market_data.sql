-- SQL Application: market data
-- Description: the volume-weighted pulse of each ticker, second by second

CREATE STREAM market_data (
  ticker STRING,
  price DECIMAL(18, 4),
  volume BIGINT,
  traded_at TIMESTAMP,
  WATERMARK FOR traded_at AS traded_at - INTERVAL '1' SECOND
) WITH ('topic' = 'market_data', 'format' = 'json');

-- @ferris:workload=trading
-- @ferris:sla.latency_p95_ms=100
-- @ferris:scaling.min_replicas=2
-- @ferris:scaling.max_replicas=10
-- @ferris:resources.cpu_cores=2
-- @ferris:resources.memory_gb=4
SELECT
  ticker,
  AVG(price) AS avg_price,
  SUM(volume) AS volume,
  COUNT(*) AS trades
FROM market_data
WHERE volume > 0
GROUP BY ticker
WINDOW TUMBLING (INTERVAL '1' SECOND)
EMIT FINAL;
