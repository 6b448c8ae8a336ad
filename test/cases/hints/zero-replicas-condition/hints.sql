-- expect: error hints/zero-replicas at «0» says "scaling.night.min_replicas=0"
-- @ferris:workload=trading
-- @ferris:scaling.day.min_replicas=2
-- @ferris:scaling.day.max_replicas=9
-- @ferris:scaling.day.schedule=0 7-20 * * *
-- @ferris:scaling.night.min_replicas=«0»
-- @ferris:scaling.night.max_replicas=1
SELECT symbol FROM quotes;
