-- expect: nothing
-- @ferris:regions.primary=us-west-2
-- @ferris:scaling.cross_region=enabled
SELECT a FROM quotes;
-- @ferris:regions.failover=disabled
-- @ferris:scaling.cross_region=disabled
SELECT b FROM quotes;
-- @ferris:regions.primary=${HOME_REGION}
-- @ferris:regions.secondary=us-east-1
-- @ferris:regions.failover=enabled
SELECT c FROM quotes;
