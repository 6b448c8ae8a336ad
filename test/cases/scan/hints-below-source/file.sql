CREATE STREAM quotes (symbol STRING);
-- @ferris:workload=trading

SELECT 1;
SELECT 2;
