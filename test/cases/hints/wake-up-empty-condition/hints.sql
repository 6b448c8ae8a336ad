-- expect: error hints/wake-up at «enabled»
-- expect: error hints/wake-up at «enabled»
-- @ferris:workload=analytics
-- @ferris:scaling.scale_to_zero=«enabled»
-- @ferris:scaling.night.min_replicas=0
-- @ferris:scaling.night.max_replicas=1
-- @ferris:scaling.night.schedule=0 20-23 * * *
SELECT symbol FROM quotes;
-- @ferris:workload=analytics
-- @ferris:scaling.min_replicas=0
-- @ferris:scaling.scale_to_zero=«enabled»
-- @ferris:scaling.day.max_replicas=9
-- @ferris:scaling.day.schedule=0 7-20 * * *
SELECT price FROM quotes;
