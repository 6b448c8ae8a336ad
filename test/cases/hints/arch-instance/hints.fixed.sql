-- @ferris:node_selector.instance_type=r7g.xlarge
-- @ferris:node_selector.arch=arm64
SELECT symbol FROM quotes;
