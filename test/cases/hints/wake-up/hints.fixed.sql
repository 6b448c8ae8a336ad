-- @ferris:workload=analytics
-- @ferris:scaling.trigger=cpu
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:scaling.lag_threshold=1000
SELECT symbol FROM quotes;
