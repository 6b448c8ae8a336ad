-- expect: error hints/regions at «enabled» says "no regions are given", fix gives hints.fixed.sql
-- @ferris:scaling.cross_region=«enabled»
SELECT symbol FROM quotes;
