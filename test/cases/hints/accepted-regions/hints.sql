-- expect: nothing
-- @ferris:workload=analytics
-- @ferris:regions.primary=eu-central-1
-- @ferris:regions.secondary=eu-west-1, us-east-1
-- @ferris:regions.failover=enabled
-- @ferris:regions.data_locality=required
-- @ferris:scaling.cross_region=disabled
SELECT region, SUM(amount) AS total FROM purchases GROUP BY region;
