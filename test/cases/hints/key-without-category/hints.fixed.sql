-- @ferris:schedule.cron=0 4 * * *
SELECT symbol FROM quotes;
