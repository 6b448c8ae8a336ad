-- expect: error hints/zero-replicas at «0» says "scaling.min_replicas=0 lets the last pod go", fix gives hints.fixed.sql
-- @ferris:workload=realtime
-- @ferris:scaling.min_replicas=«0»
SELECT symbol FROM quotes;
