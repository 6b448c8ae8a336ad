-- @ferris:workload= trading
-- @ferris:sc
-- @ferris:
SELECT symbol FROM quotes;
