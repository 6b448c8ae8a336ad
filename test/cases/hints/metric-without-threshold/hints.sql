-- expect: error hints/metric-threshold at «query_rate» says "which query_rate is too much"
-- @ferris:workload=analytics
-- @ferris:scaling.metric=«query_rate»
SELECT symbol FROM quotes;
