-- expect: warning hints/spot-availability at «enabled» says "trading workloads promise 99.9 % availability where nothing is said", fix gives hints.fixed.sql
-- @ferris:workload=trading
-- @ferris:cost.spot_instances=«enabled»
SELECT symbol FROM quotes;
