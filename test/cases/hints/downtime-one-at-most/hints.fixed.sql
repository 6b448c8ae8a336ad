-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=1
-- @ferris:sla.max_downtime_seconds=30
SELECT symbol FROM quotes;
