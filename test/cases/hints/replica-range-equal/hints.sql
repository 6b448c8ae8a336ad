-- expect: nothing
-- @ferris:scaling.min_replicas=3
-- @ferris:scaling.max_replicas=3
SELECT symbol FROM quotes;
