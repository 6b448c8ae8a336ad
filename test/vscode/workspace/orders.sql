CREATE STREAM orders (
  id BIGINT,
  region STRING,
  amount DECIMAL(10, 2),
  at TIMESTAMP,
  WATERMARK FOR at AS at - INTERVAL '5' SECOND
) WITH ('topic' = 'orders', 'partitions' = 12);

CREATE STREAM large AS
SELECT id, region, amount FROM orders WHERE amount > 1000;

-- @ferris:workload=analytics
-- @ferris:scaling.min_replicas=2
-- @ferris:scaling.max_replicas=8
-- @ferris:resources.memory_gb=4
CREATE STREAM by_region AS
SELECT region, COUNT(*) AS orders, SUM(amount) AS amount
FROM orders
WHERE amount > 10
WINDOW TUMBLING(5m)
GROUP BY region
EMIT FINAL;
