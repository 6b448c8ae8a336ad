-- @ferris:workload=realtime
-- @ferris:backpressure.enabled=true
-- @ferris:backpressure.threshold=0.6
SELECT symbol FROM quotes;
