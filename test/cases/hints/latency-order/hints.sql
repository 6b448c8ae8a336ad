-- expect: error hints/latency-order at «90» says "sla.latency_p95_ms (90) is above sla.latency_p99_ms (60)", fix gives hints.fixed.sql
-- @ferris:sla.latency_p99_ms=60
-- @ferris:sla.latency_p95_ms=«90»
SELECT symbol FROM quotes;
