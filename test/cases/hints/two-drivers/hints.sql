-- expect: warning hints/two-drivers at «55» says "scaling.target_cpu_percent=55 and scaling.strategy=latency_based both drive the scaling", fix gives hints.fixed.sql
-- @ferris:sla.latency_p95_ms=200
-- @ferris:scaling.strategy=latency_based
-- @ferris:scaling.target_cpu_percent=«55»
SELECT symbol FROM quotes;
