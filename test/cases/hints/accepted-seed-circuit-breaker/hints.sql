-- expect: nothing
-- @ferris:workload=realtime
-- @ferris:circuit_breaker.enabled=true
-- @ferris:circuit_breaker.failure_threshold=10
-- @ferris:circuit_breaker.recovery_timeout_seconds=30
-- @ferris:circuit_breaker.fallback_strategy=cached_results
-- @ferris:scaling.on_circuit_open=scale_down
SELECT visitor, item FROM recommendations WHERE score > 0.9;
