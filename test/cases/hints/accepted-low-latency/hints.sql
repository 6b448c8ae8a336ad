-- expect: nothing
-- @ferris:workload=trading
-- @ferris:sla.latency_p95_ms=80
-- @ferris:scaling.min_replicas=3
-- @ferris:scaling.max_replicas=12
-- @ferris:scaling.target_cpu_percent=55
SELECT symbol, LAG(bid, 1) OVER (PARTITION BY symbol ORDER BY ts) AS before FROM quotes;
