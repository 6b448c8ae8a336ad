-- expect: nothing
-- @ferris:sla.availability_percent=99
-- @ferris:scaling.min_replicas=1
SELECT a FROM quotes;
-- neither is held against somebody who did not write it
-- @ferris:workload=trading
-- @ferris:scaling.min_replicas=1
SELECT b FROM quotes;
-- @ferris:workload=analytics
-- @ferris:sla.availability_percent=99.9
SELECT c FROM quotes;
-- @ferris:workload=reporting
-- @ferris:sla.availability_percent=99.9
-- @ferris:scaling.min_replicas=1
SELECT d FROM quotes;
-- these bounds hold at no time
-- @ferris:sla.availability_percent=99.9
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.day.min_replicas=5
-- @ferris:scaling.day.schedule=0 7-20 * * *
-- @ferris:scaling.night.min_replicas=2
SELECT e FROM quotes;
