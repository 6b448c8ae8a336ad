-- expect: nothing
-- @ferris:sla.availability_percent=99.0
-- @ferris:cost.spot_instances=enabled
SELECT symbol FROM quotes;
