-- @ferris:sla.latency_p95_ms=200
-- @ferris:scaling.strategy=cpu_based
-- @ferris:scaling.target_cpu_percent=55
SELECT symbol FROM quotes;
