-- @ferris:circuit_breaker.failure_threshold=3
-- @ferris:circuit_breaker.enabled=true
-- @ferris:scaling.on_circuit_open=hold
SELECT symbol FROM quotes;
