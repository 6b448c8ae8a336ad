-- expect: error hints/condition-incomplete at «opening» says "has neither bounds nor a schedule"
-- @ferris:scaling.condition=«opening»
SELECT symbol FROM quotes;
