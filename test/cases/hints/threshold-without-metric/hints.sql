-- expect: error hints/metric-threshold at «scaling.threshold» says "nothing is compared with it", fix gives hints.fixed.sql
-- @ferris:workload=trading
-- @ferris:«scaling.threshold»=8
SELECT symbol FROM quotes;
