-- expect: nothing
--@ferris:workload=analytics
-- @ferris: resources.memory_gb = 16
--   @ferris:monitoring.alert_channel = #lag-alerts   # the team's
-- an ordinary remark does not end the block
-- @ferris:schedule.cron=*/15 0-6,22,23 1-31/2 JAN-MAR ?
	-- @ferris:schedule.timezone=Europe/Berlin
SELECT symbol FROM quotes;
