-- expect: warning hints/schedule-without-cron at «schedule.timezone» says "has no effect", fix gives hints.fixed.sql
-- expect: warning hints/schedule-without-cron at «schedule.retry_count»
-- @ferris:workload=analytics
-- @ferris:«schedule.timezone»=Europe/Berlin
-- @ferris:«schedule.retry_count»=2
SELECT symbol FROM quotes;
