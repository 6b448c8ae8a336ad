-- expect: error hints/latency-feasible at «9» says "out of reach for analytics workloads"
-- @ferris:workload=analytics
-- @ferris:sla.latency_p95_ms=«9»
SELECT symbol FROM quotes;
