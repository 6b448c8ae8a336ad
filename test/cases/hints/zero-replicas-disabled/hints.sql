-- expect: error hints/zero-replicas at «0» says "scaling.scale_to_zero is disabled", fix gives hints.fixed.sql
-- @ferris:workload=reporting
-- @ferris:scaling.scale_to_zero=disabled
-- @ferris:scaling.min_replicas=«0»
SELECT symbol FROM quotes;
