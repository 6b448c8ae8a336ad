-- expect: warning hints/two-drivers at «latency»
-- @ferris:workload=trading
-- @ferris:scaling.strategy=cpu_based
-- @ferris:scaling.trigger=«latency»
SELECT symbol FROM quotes;
