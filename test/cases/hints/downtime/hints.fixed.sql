-- @ferris:scaling.min_replicas=2
-- @ferris:sla.max_downtime_seconds=20
SELECT symbol FROM quotes;
