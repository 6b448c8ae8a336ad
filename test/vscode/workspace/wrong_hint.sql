-- @ferris:workload=trading
-- @ferris:scaling.min_replicas=20
-- @ferris:scaling.max_replicas=3
-- @ferris:scaling.stratgy=cpu_based
SELECT ticker, price FROM market_data EMIT CHANGES;
