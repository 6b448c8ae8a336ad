-- @ferris:workload=reporting
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:scaling.min_replicas=0
SELECT symbol FROM quotes;
