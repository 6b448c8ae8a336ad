-- expect: nothing
-- @ferris:workload=${KIND:-trading}
-- @ferris:sla.latency_p95_ms=${P95:?must be given}
-- @ferris:scaling.max_replicas=${MOST}
-- @ferris:scaling.min_replicas=900
SELECT symbol FROM quotes;
