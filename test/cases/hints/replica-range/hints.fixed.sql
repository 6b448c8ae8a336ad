-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=12
-- @ferris:scaling.min_replicas=4
SELECT symbol, price FROM quotes;
