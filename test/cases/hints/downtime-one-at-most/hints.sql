-- expect: warning hints/downtime at «20», fix gives hints.fixed.sql
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=1
-- @ferris:sla.max_downtime_seconds=«20»
SELECT symbol FROM quotes;
