-- expect: error hints/regions at «enabled» says "no region could take over", fix gives hints.fixed.sql
-- @ferris:regions.primary=us-west-2
-- @ferris:regions.failover=«enabled»
SELECT symbol FROM quotes;
