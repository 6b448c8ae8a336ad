-- expect: warning hints/zone-region at «europe-west1-b» says "lies in europe-west1, and the primary region is us-central1", fix gives hints.fixed.sql
-- @ferris:regions.primary=us-central1
-- @ferris:node_selector.zone=«europe-west1-b»
SELECT symbol FROM quotes;
