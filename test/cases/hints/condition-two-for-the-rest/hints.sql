-- expect: error hints/condition-incomplete at «scaling.night.max_replicas» says "weekend and night both have no schedule"
-- @ferris:scaling.day.max_replicas=9
-- @ferris:scaling.day.schedule=0 7-20 * * 1-5
-- @ferris:scaling.weekend.max_replicas=2
-- @ferris:«scaling.night.max_replicas»=3
SELECT symbol FROM quotes;
