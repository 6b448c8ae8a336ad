-- expect: error hints/spot-availability at «enabled» says "contradicts 99.5 % availability", fix gives hints.fixed.sql
-- @ferris:workload=reporting
-- @ferris:sla.availability_percent=99.5
-- @ferris:cost.spot_instances=«enabled»
SELECT symbol FROM quotes;
