-- @ferris:workload=analytics
-- @ferris:node_selector.instance_type=m5.2xlarge
SELECT symbol FROM quotes;
