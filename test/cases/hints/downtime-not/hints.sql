-- expect: nothing
-- @ferris:scaling.min_replicas=1
-- @ferris:sla.max_downtime_seconds=30
SELECT a FROM quotes;
-- @ferris:workload=trading
-- @ferris:sla.max_downtime_seconds=5
SELECT b FROM quotes;
-- @ferris:workload=reporting
-- @ferris:sla.max_downtime_seconds=5
SELECT c FROM quotes;
-- @ferris:sla.max_downtime_seconds=5
SELECT d FROM quotes;
