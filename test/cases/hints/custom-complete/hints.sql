-- expect: error hints/custom-complete at «custom» says "scaling.max_replicas, scaling.threshold, resources.memory_gb are not given", fix gives hints.fixed.sql
-- @ferris:workload=«custom»
-- @ferris:scaling.min_replicas=20
-- @ferris:scaling.metric=orders_waiting
-- @ferris:resources.cpu_cores=1
SELECT symbol FROM quotes;
