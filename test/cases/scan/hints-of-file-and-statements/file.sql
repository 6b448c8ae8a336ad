-- Description: quotes
-- @ferris:workload=trading
-- which is a remark

-- @ferris:cost.priority=low
CREATE STREAM quotes (symbol STRING);

-- @ferris:scaling.max_replicas=4

-- @ferris:scaling.min_replicas=2
CREATE STREAM a AS SELECT 1;
SELECT 2;
