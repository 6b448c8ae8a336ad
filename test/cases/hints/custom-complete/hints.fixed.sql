-- @ferris:workload=custom
-- @ferris:scaling.max_replicas=20
-- @ferris:scaling.threshold=3
-- @ferris:resources.memory_gb=16
-- @ferris:scaling.min_replicas=20
-- @ferris:scaling.metric=orders_waiting
-- @ferris:resources.cpu_cores=1
SELECT symbol FROM quotes;
