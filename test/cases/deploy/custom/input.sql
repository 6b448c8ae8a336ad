-- @ferris:workload=custom
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=6
-- @ferris:scaling.strategy=custom
-- @ferris:scaling.metric=orders_waiting
-- @ferris:scaling.threshold=2.5
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:resources.cpu_cores=0.5
-- @ferris:resources.memory_gb=1
-- @ferris:kafka.secret=kafka-credentials
-- @ferris:regions.primary=us-west-2
-- @ferris:regions.secondary=us-east-1,eu-west-1
-- @ferris:regions.failover=enabled
-- @ferris:regions.data_locality=preferred

CREATE STREAM orders (id STRING, amount DECIMAL(12, 2)) WITH ('topic' = 'orders', 'format' = 'json');

CREATE STREAM large_orders AS SELECT id, amount FROM orders WHERE amount > 1000;
