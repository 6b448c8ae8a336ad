-- expect: warning hints/backpressure-off at «backpressure.threshold» says "switched off", fix gives hints.fixed.sql
-- @ferris:workload=realtime
-- @ferris:backpressure.enabled=false
-- @ferris:«backpressure.threshold»=0.6
SELECT symbol FROM quotes;
