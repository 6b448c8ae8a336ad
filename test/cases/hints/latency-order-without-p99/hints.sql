-- expect: error hints/latency-order at «50» says "sla.latency_p95_ms (60) is above sla.max_latency_ms (50)"
-- @ferris:workload=realtime
-- @ferris:sla.latency_p95_ms=60
-- @ferris:sla.max_latency_ms=«50»
SELECT symbol FROM quotes;
