-- expect: nothing
-- @ferris:schedule.timezone=Europe/Berlin
-- @ferris:schedule.timeout_minutes=30

-- @ferris:workload=reporting
SELECT a FROM quotes;
-- what one statement needs has its effect
-- @ferris:workload=analytics
SELECT b FROM quotes;
