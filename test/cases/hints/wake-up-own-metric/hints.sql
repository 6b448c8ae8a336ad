-- expect: error hints/wake-up at «enabled» says "ferris_query_rate_by_workload is reported by the pods"
-- @ferris:workload=analytics
-- @ferris:scaling.metric=ferris_query_rate_by_workload
-- @ferris:scaling.threshold=100
-- @ferris:scaling.scale_to_zero=«enabled»
SELECT symbol FROM quotes;
