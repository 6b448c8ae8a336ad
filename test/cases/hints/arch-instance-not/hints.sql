-- expect: nothing
-- @ferris:node_selector.instance_type=Standard_D4ps_v5
-- @ferris:node_selector.arch=arm64
SELECT a FROM quotes;
-- @ferris:workload=trading
-- @ferris:node_selector.arch=arm64
SELECT b FROM quotes;
-- @ferris:node_selector.instance_type=a1.xlarge
-- @ferris:node_selector.arch=amd64
SELECT c FROM quotes;
