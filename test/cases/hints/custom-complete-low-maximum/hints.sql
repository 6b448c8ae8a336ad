-- expect: error hints/custom-complete at «custom» says "scaling.min_replicas is not given", fix gives hints.fixed.sql
-- @ferris:workload=«custom»
-- @ferris:scaling.max_replicas=1
-- @ferris:scaling.metric=orders_waiting
-- @ferris:scaling.threshold=50
-- @ferris:resources.cpu_cores=1
-- @ferris:resources.memory_gb=2
SELECT symbol FROM quotes;
