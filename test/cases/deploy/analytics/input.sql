-- @ferris:workload=analytics
-- @ferris:container.name=ferris-analytics
-- @ferris:resources.memory_gb=16
-- @ferris:resources.cpu_cores=4
-- @ferris:node_selector.instance_type=r5.2xlarge
-- @ferris:node_selector.zone=us-west-2a
-- @ferris:scaling.strategy=memory_based
-- @ferris:scaling.metric=pending_queries
-- @ferris:scaling.threshold=3

CREATE STREAM orders (customer_id STRING, order_amount DECIMAL(12, 2), ordered_at TIMESTAMP,
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '5' SECOND)
WITH ('topic' = 'orders', 'format' = 'json');

CREATE TABLE customer_segments AS
SELECT customer_id, AVG(order_amount) AS avg_order, COUNT(*) AS order_count
FROM orders
GROUP BY customer_id
HAVING COUNT(*) > 10;
