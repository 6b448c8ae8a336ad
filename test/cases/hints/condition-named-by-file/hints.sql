-- expect: nothing
-- @ferris:scaling.condition=day

-- @ferris:scaling.day.max_replicas=9
-- @ferris:scaling.day.schedule=0 7-20 * * 1-5
SELECT symbol FROM quotes;
-- the file's name for a condition concerns only those that have it
SELECT price FROM quotes;
