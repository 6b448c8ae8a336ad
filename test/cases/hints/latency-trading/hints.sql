-- expect: nothing
-- @ferris:workload=trading
-- @ferris:sla.latency_p95_ms=4
SELECT symbol FROM quotes;
