SELECT 1 -- @ferris:workload=trading
FROM t; -- @ferris:cost.priority=low
/* x */ -- @ferris:cost.priority=high
SELECT 2;
-- @ferris:workload=analytics
