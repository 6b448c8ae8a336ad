-- expect: warning hints/circuit-breaker-off at «circuit_breaker.failure_threshold» says "is not enabled", fix gives hints.fixed.sql
-- expect: warning hints/circuit-breaker-off at «scaling.on_circuit_open»
-- @ferris:«circuit_breaker.failure_threshold»=3
-- @ferris:circuit_breaker.enabled=false
-- @ferris:«scaling.on_circuit_open»=hold
SELECT symbol FROM quotes;
