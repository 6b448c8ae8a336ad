-- expect: error hints/wake-up at «enabled»
-- @ferris:workload=analytics
-- @ferris:scaling.scale_to_zero=«enabled»
-- @ferris:scaling.night.min_replicas=0
-- @ferris:scaling.night.max_replicas=1
-- @ferris:scaling.night.schedule=0 20-23 * * *
SELECT symbol FROM quotes;
