-- expect: nothing
-- @ferris:workload=reporting
-- @ferris:scaling.min_replicas=0
SELECT symbol FROM quotes;

-- @ferris:workload=realtime
-- @ferris:scaling.min_replicas=0
-- @ferris:scaling.scale_to_zero=${SLEEPS}
SELECT price FROM quotes;

-- @ferris:workload=${KIND}
-- @ferris:scaling.min_replicas=0
SELECT size FROM quotes;

-- only the default is 0: what is written wins
-- @ferris:workload=reporting
-- @ferris:scaling.scale_to_zero=disabled
SELECT venue FROM quotes;
