-- @ferris:resources.cpu_cores=6
-- @ferris:resources.memory_gb=12
-- @ferris:node_selector.instance_type=Standard_D8s_v5
SELECT symbol FROM quotes;
