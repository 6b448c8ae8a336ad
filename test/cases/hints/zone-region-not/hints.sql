-- expect: nothing
-- @ferris:regions.primary=us-gov-west-1
-- @ferris:node_selector.zone=us-gov-west-1b
SELECT a FROM quotes;
-- local zones of AWS, numbers of Azure, names of one's own
-- @ferris:regions.primary=us-west-2
-- @ferris:node_selector.zone=us-west-2-lax-1a
SELECT b FROM quotes;
-- @ferris:regions.primary=westeurope
-- @ferris:node_selector.zone=eastus-1
SELECT c FROM quotes;
-- @ferris:regions.primary=frankfurt
-- @ferris:node_selector.zone=de-rack-4a
SELECT d FROM quotes;
-- @ferris:regions.secondary=${STANDBY}
-- @ferris:regions.primary=${HOME_REGION}
-- @ferris:node_selector.zone=us-west-2a
SELECT e FROM quotes;
