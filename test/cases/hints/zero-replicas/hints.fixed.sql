-- @ferris:workload=realtime
-- @ferris:scaling.min_replicas=0
-- @ferris:scaling.scale_to_zero=enabled
SELECT symbol FROM quotes;
