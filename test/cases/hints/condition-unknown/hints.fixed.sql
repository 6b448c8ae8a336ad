-- @ferris:scaling.condition=market_hours
-- @ferris:scaling.market_hours.min_replicas=2
-- @ferris:scaling.market_hours.schedule=0 9-16 * * 1-5
SELECT symbol FROM quotes;
