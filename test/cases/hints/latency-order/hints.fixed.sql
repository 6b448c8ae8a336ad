-- @ferris:sla.latency_p99_ms=90
-- @ferris:sla.latency_p95_ms=60
SELECT symbol FROM quotes;
