-- expect: error hints/latency-feasible at «9» says "no workload is given", fix gives hints.fixed.sql
-- @ferris:sla.latency_p95_ms=«9»
SELECT symbol FROM quotes;
