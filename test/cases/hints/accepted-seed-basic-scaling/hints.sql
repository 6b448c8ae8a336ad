-- expect: nothing
-- @ferris:workload=trading
-- @ferris:sla.latency_p95_ms=100
-- @ferris:scaling.min_replicas=2
-- @ferris:scaling.max_replicas=10
-- @ferris:scaling.target_cpu_percent=60
SELECT symbol, LAG(bid, 1) OVER (PARTITION BY symbol ORDER BY ts) AS before FROM quotes;
