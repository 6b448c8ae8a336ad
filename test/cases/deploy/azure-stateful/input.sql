-- @ferris:workload=analytics
-- @ferris:resources.storage_gb=50
-- @ferris:resources.gpu_required=true
-- @ferris:resources.gpu_type=nvidia-tesla-t4
-- @ferris:cost.preemptible=enabled
-- @ferris:node_selector.arch=arm64
-- @ferris:node_selector.custom.example.com/pool=streams
-- @ferris:container.env_from=orders-credentials
-- @ferris:container.pull_secret=registry-credentials
-- @ferris:container.startup_seconds=1800

CREATE STREAM orders (customer_id STRING, order_amount DECIMAL(12, 2)) WITH ('topic' = 'orders', 'format' = 'json');

CREATE TABLE spent AS SELECT customer_id, SUM(order_amount) AS total FROM orders GROUP BY customer_id;
