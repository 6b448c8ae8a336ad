-- @ferris:scaling.opening.max_replicas=9
-- @ferris:scaling.opening.schedule=0 9-16 * * 1-5
-- @ferris:scaling.opening.min_replicas=3
-- @ferris:scaling.closing.min_replicas=1
SELECT symbol FROM quotes;
