-- expect: nothing
-- @ferris:workload=reporting
-- @ferris:sla.availability_percent=99.9
SELECT symbol FROM quotes;
