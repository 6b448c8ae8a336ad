-- expect: error hints/condition-incomplete at «scaling.opening.max_replicas» says "neither it nor another condition has a schedule", fix gives hints.fixed.sql
-- expect: error hints/condition-incomplete at «scaling.closing.min_replicas» says "it is not said when closing holds"
-- @ferris:«scaling.opening.max_replicas»=9
-- @ferris:scaling.opening.min_replicas=3
-- @ferris:«scaling.closing.min_replicas»=1
SELECT symbol FROM quotes;
