-- @ferris:sla.availability_percent=99.5
-- @ferris:scaling.min_replicas=2
SELECT symbol FROM quotes;
