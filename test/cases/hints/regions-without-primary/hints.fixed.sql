-- @ferris:regions.secondary=eu-west-1
-- @ferris:regions.primary=us-east-1
SELECT symbol FROM quotes;
