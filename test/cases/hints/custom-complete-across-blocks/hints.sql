-- expect: error hints/custom-complete at «custom» says "scaling.threshold is not given"
-- @ferris:workload=«custom»
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=4
-- @ferris:scaling.metric=orders_waiting
-- @ferris:resources.cpu_cores=1
-- @ferris:resources.memory_gb=2

-- @ferris:scaling.threshold=10
SELECT symbol FROM quotes;
SELECT price FROM quotes;
