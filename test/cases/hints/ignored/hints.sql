-- expect: error hints/wrong-value at «2 pods»
-- @ferris:scaling.min_replicas=9
-- @ferris:scaling.max_replicas=«2 pods»

-- ferris-ignore hints/replica-range, hints/unknown-key
-- @ferris:scaling.max_replicas=2
-- @ferris:scaling.nonsense=2
SELECT symbol FROM quotes;
