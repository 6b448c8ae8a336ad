-- expect: nothing
-- @ferris:scaling.condition=${CONDITION}
-- @ferris:scaling.day.max_replicas=9

-- one bound is enough, the other one is as without the condition
-- @ferris:scaling.day.schedule=0 7-20 * * 1-5
SELECT symbol FROM quotes;

-- the condition without a schedule holds for the rest of the time, also the one that is named
-- @ferris:scaling.condition=quiet
-- @ferris:scaling.quiet.min_replicas=1
-- @ferris:scaling.day.schedule=${WORKING_HOURS}
SELECT price FROM quotes;
