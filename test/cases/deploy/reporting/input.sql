-- @ferris:workload=reporting
-- @ferris:cost.spot_instances=enabled
-- @ferris:cost.priority=low
-- @ferris:schedule.cron=0 2 * * *
-- @ferris:schedule.timezone=Europe/Berlin
-- @ferris:schedule.timeout_minutes=120
-- @ferris:scaling.min_replicas=0
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:container.namespace=reports

CREATE STREAM orders (order_timestamp TIMESTAMP, region STRING, amount DECIMAL(12, 2),
  WATERMARK FOR order_timestamp AS order_timestamp - INTERVAL '5' SECOND)
WITH ('topic' = 'orders', 'format' = 'json');

CREATE TABLE daily_revenue_report AS
SELECT DATE(order_timestamp) AS report_date, region, SUM(amount) AS total_revenue
FROM orders
GROUP BY DATE(order_timestamp), region;
