-- Tag: env:prod
-- JOB: alerts
-- @schedule: hourly
-- Property: a=b
-- see https://example.com for more
-- NOTE
-- Author:
SELECT 1;
