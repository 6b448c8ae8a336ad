-- expect: nothing
-- the lag, by trigger, by threshold, by default
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:scaling.trigger=consumer_lag
SELECT a FROM quotes;
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:scaling.lag_threshold=500
SELECT b FROM quotes;
-- @ferris:workload=realtime
-- @ferris:scaling.scale_to_zero=enabled
SELECT c FROM quotes;
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:scaling.metric=consumer_lag
-- @ferris:scaling.threshold=200
SELECT d FROM quotes;

-- a clock
-- @ferris:workload=analytics
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:schedule.cron=0 5 * * *
SELECT e FROM quotes;
-- @ferris:workload=reporting
-- @ferris:scaling.scale_to_zero=enabled
SELECT f FROM quotes;
-- @ferris:workload=analytics
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:scaling.day.min_replicas=1
-- @ferris:scaling.day.schedule=0 7-20 * * *
SELECT g FROM quotes;

-- what is not known may wake it
-- @ferris:workload=analytics
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:scaling.metric=shop:orders_waiting
-- @ferris:scaling.threshold=5
SELECT h FROM quotes;
-- @ferris:workload=analytics
-- @ferris:scaling.scale_to_zero=enabled
-- @ferris:scaling.trigger=${TRIGGER}
SELECT i FROM quotes;
-- @ferris:workload=${KIND}
-- @ferris:scaling.scale_to_zero=enabled
SELECT j FROM quotes;
