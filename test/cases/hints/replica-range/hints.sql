-- expect: error hints/replica-range at «12» says "scaling.min_replicas (12) is above scaling.max_replicas (4)", fix gives hints.fixed.sql
-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=4
-- @ferris:scaling.min_replicas=«12»
SELECT symbol, price FROM quotes;
