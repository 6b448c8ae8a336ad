-- expect: error hints/condition-incomplete at «market_ours» says "has neither bounds nor a schedule", fix gives hints.fixed.sql
-- @ferris:scaling.condition=«market_ours»
-- @ferris:scaling.market_hours.min_replicas=2
-- @ferris:scaling.market_hours.schedule=0 9-16 * * 1-5
SELECT symbol FROM quotes;
