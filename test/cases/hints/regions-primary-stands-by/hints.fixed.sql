-- @ferris:regions.primary=us-west-2
-- @ferris:regions.secondary=us-east-1
SELECT symbol FROM quotes;
