-- expect: error hints/replica-range at «9» says "is above"
-- @ferris:scaling.max_replicas=8

SELECT symbol FROM quotes;

-- @ferris:scaling.min_replicas=«9»
SELECT price FROM quotes;
