-- @ferris:workload=reporting
-- @ferris:sla.availability_percent=99.5
-- @ferris:cost.spot_instances=disabled
SELECT symbol FROM quotes;
