-- expect: nothing
-- @ferris:workload=analytics
-- @ferris:regions.primary=us-west-2
-- @ferris:regions.secondary=us-east-1,eu-west-1
-- @ferris:regions.failover=enabled
-- @ferris:regions.data_locality=preferred
-- @ferris:scaling.cross_region=enabled
SELECT region, SUM(amount) AS total FROM purchases GROUP BY region;
