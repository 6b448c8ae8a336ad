-- @ferris:workload=analytics
-- @ferris:scaling.min_replicas=1
SELECT symbol FROM quotes;
