-- expect: nothing
-- equal ones promise the same
-- @ferris:sla.latency_p95_ms=50
-- @ferris:sla.latency_p99_ms=50
-- @ferris:sla.max_latency_ms=50
SELECT a FROM quotes;
-- the defaults (100 and 500 of trading, 50 of realtime) give way
-- @ferris:workload=trading
-- @ferris:sla.latency_p99_ms=60
SELECT b FROM quotes;
-- @ferris:workload=realtime
-- @ferris:sla.latency_p95_ms=70
SELECT c FROM quotes;
-- @ferris:sla.latency_p95_ms=${P95}
-- @ferris:sla.latency_p99_ms=1
SELECT d FROM quotes;
