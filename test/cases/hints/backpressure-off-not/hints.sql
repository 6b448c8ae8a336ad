-- expect: nothing
-- @ferris:workload=analytics
-- @ferris:backpressure.threshold=0.6
SELECT symbol FROM quotes;
