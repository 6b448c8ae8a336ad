-- expect: error hints/wake-up at «enabled» says "cpu is reported by the pods themselves", fix gives hints.fixed.sql
-- @ferris:workload=analytics
-- @ferris:scaling.trigger=cpu
-- @ferris:scaling.scale_to_zero=«enabled»
SELECT symbol FROM quotes;
