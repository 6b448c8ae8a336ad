-- @ferris:regions.primary=europe-west1
-- @ferris:node_selector.zone=europe-west1-b
SELECT symbol FROM quotes;
