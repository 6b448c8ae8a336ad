-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=4
SELECT 1;
