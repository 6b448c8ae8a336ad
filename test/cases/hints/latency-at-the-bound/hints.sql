-- expect: nothing
-- @ferris:workload=analytics
-- @ferris:sla.latency_p95_ms=10
SELECT symbol FROM quotes;
