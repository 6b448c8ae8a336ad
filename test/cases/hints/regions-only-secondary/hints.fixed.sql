-- @ferris:regions.primary=us-east-1
SELECT symbol FROM quotes;
