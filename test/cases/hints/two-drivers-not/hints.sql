-- expect: nothing
-- trading scales on latency anyway, with a CPU target beside it
-- @ferris:workload=trading
-- @ferris:scaling.strategy=latency_based
-- @ferris:scaling.target_cpu_percent=50
SELECT a FROM quotes;
-- no latency is promised, so none is followed
-- @ferris:workload=analytics
-- @ferris:scaling.strategy=latency_based
-- @ferris:scaling.target_cpu_percent=50
SELECT b FROM quotes;
-- a latency that is promised drives nothing by itself
-- @ferris:workload=analytics
-- @ferris:sla.latency_p95_ms=200
-- @ferris:scaling.target_cpu_percent=50
SELECT c FROM quotes;
-- runs on a schedule, so nothing scales
-- @ferris:workload=reporting
-- @ferris:sla.latency_p95_ms=200
-- @ferris:scaling.trigger=latency
-- @ferris:scaling.target_cpu_percent=50
SELECT d FROM quotes;
