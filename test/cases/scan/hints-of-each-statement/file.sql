-- @ferris:workload=trading
SELECT 1;
-- @ferris:workload=analytics
SELECT 2;
