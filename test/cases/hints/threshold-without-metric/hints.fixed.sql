-- @ferris:workload=trading
-- @ferris:scaling.threshold=8
-- @ferris:scaling.metric=pending_queries
SELECT symbol FROM quotes;
