-- expect: nothing
-- @ferris:workload=trading
-- @ferris:scaling.condition=market_hours
-- @ferris:scaling.market_hours.min_replicas=5
-- @ferris:scaling.market_hours.max_replicas=20
-- @ferris:scaling.after_hours.min_replicas=1
-- @ferris:scaling.after_hours.max_replicas=3
-- @ferris:scaling.market_hours.schedule=0 9-16 * * 1-5
SELECT symbol FROM quotes;
