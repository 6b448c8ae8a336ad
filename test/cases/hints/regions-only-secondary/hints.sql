-- expect: error hints/regions at «regions.secondary», fix gives hints.fixed.sql
-- @ferris:«regions.secondary»=us-east-1
SELECT symbol FROM quotes;
