-- @ferris:regions.primary=us-west-2
-- @ferris:regions.failover=disabled
SELECT symbol FROM quotes;
