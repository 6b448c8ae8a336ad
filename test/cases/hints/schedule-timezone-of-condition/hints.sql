-- expect: warning hints/schedule-without-cron at «schedule.timeout_minutes»
-- @ferris:schedule.timezone=America/New_York
-- @ferris:«schedule.timeout_minutes»=5
-- @ferris:scaling.day.min_replicas=2
-- @ferris:scaling.day.schedule=0 9-16 * * 1-5
SELECT symbol FROM quotes;
