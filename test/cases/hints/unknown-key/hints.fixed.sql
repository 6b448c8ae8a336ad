-- @ferris:sla.latency_p90_ms=4
-- @ferris:scaling.min_replicas=4
-- @ferris:sla=x
-- @ferris:scaling.open.min_replica=1
-- @ferris:node_selector.custom./=1
SELECT symbol FROM quotes;
