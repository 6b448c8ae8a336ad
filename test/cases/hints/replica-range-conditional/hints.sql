-- expect: error hints/replica-range at «2» says "scaling.opening.min_replicas (6) is above scaling.opening.max_replicas (2)"
-- @ferris:scaling.condition=opening
-- @ferris:scaling.opening.min_replicas=6
-- @ferris:scaling.opening.max_replicas=«2»
-- @ferris:scaling.closing.min_replicas=1
-- @ferris:scaling.closing.max_replicas=2
-- @ferris:scaling.opening.schedule=0 8-17 * * MON-FRI
SELECT symbol FROM quotes;
