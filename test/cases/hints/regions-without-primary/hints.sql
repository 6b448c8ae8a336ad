-- expect: error hints/regions at «regions.secondary» says "there is no region these stand by for", fix gives hints.fixed.sql
-- @ferris:«regions.secondary»=us-east-1, eu-west-1
SELECT symbol FROM quotes;
