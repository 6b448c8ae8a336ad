-- @ferris:scaling.max_replicas=4
SELECT symbol FROM quotes;
