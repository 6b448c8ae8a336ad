-- @ferris:workload=analytics
-- @ferris:schedule.timezone=Europe/Berlin
-- @ferris:schedule.cron=0 2 * * *
-- @ferris:schedule.retry_count=2
SELECT symbol FROM quotes;
