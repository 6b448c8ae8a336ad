-- @ferris:workload=trading
-- @ferris:cost.spot_instances=enabled
-- @ferris:sla.availability_percent=99
SELECT symbol FROM quotes;
