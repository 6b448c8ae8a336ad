-- @ferris:workload=trading
-- @ferris:cost.priority=high
SELECT symbol

FROM quotes;
