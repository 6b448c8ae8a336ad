-- expect: error hints/zero-replicas at «0», fix gives hints.fixed.sql
-- @ferris:workload=analytics
-- @ferris:scaling.min_replicas=«0»
SELECT symbol FROM quotes;
