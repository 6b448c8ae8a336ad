-- expect: error hints/spot-availability at «enabled» says "cost.preemptible=enabled contradicts"
-- @ferris:conflict_resolution=fail
-- @ferris:sla.availability_percent=99.9
-- @ferris:cost.preemptible=«enabled»
SELECT symbol FROM quotes;
