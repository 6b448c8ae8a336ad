-- expect: nothing
-- @ferris:workload=realtime
-- @ferris:sla.throughput_rps=50000
-- @ferris:sla.max_latency_ms=50
-- @ferris:scaling.trigger=consumer_lag
-- @ferris:scaling.lag_threshold=1000
-- @ferris:resources.network_optimized=true
-- @ferris:backpressure.enabled=true
-- @ferris:backpressure.threshold=0.8
SELECT visitor, COUNT(*) AS clicks FROM pages WINDOW SLIDING (5m, 1m) GROUP BY visitor;
