-- expect: nothing
-- @ferris:workload=trading
-- @ferris:scaling.condition=session
-- @ferris:scaling.session.min_replicas=4
-- @ferris:scaling.session.max_replicas=16
-- @ferris:scaling.night.min_replicas=1
-- @ferris:scaling.night.max_replicas=2
-- @ferris:scaling.session.schedule=0 8-18 * * 1-5
SELECT symbol FROM quotes;
