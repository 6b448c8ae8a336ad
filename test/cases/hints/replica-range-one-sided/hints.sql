-- expect: nothing
-- @ferris:workload=trading
-- @ferris:scaling.min_replicas=6
-- @ferris:scaling.max_replicas=12
-- @ferris:scaling.night.max_replicas=3
-- @ferris:scaling.rush.min_replicas=15
-- @ferris:scaling.rush.schedule=0 9 * * *
SELECT symbol FROM quotes;
