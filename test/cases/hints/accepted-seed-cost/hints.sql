-- expect: nothing
-- @ferris:workload=reporting
-- @ferris:cost.spot_instances=enabled
-- @ferris:cost.priority=low
-- @ferris:schedule.cron=0 2 * * *
-- @ferris:schedule.timeout_minutes=120
-- @ferris:scaling.min_replicas=0
-- @ferris:scaling.scale_to_zero=enabled
CREATE STREAM revenue AS SELECT region, SUM(amount) AS total FROM purchases GROUP BY region;
