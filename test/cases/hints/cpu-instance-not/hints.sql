-- expect: nothing
-- @ferris:node_selector.instance_type=c5.2xlarge
-- @ferris:resources.cpu_cores=8
-- @ferris:resources.memory_gb=15.5
SELECT a FROM quotes;
-- the instance type of trading is a wish
-- @ferris:workload=trading
-- @ferris:resources.cpu_cores=30
SELECT b FROM quotes;
-- @ferris:node_selector.instance_type=x2iedn.32xlarge
-- @ferris:resources.memory_gb=4000
SELECT c FROM quotes;
-- @ferris:workload=${KIND}
-- @ferris:node_selector.instance_type=c5.large
SELECT d FROM quotes;
