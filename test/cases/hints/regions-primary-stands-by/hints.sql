-- expect: error hints/regions at «us-east-1, us-west-2» says "us-west-2 is the primary region", fix gives hints.fixed.sql
-- @ferris:regions.primary=us-west-2
-- @ferris:regions.secondary=«us-east-1, us-west-2»
SELECT symbol FROM quotes;
