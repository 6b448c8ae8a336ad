SELECT 'abc
FROM t;
-- @ferris:workload=trading
SELECT b FROM u;
