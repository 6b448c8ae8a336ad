-- @ferris:node_selector.instance_type=r5.4xlarge
-- @ferris:resources.memory_gb=64
SELECT symbol FROM quotes;
