-- expect: error hints/unknown-key at «scalling.max_replicas» says "'scalling' is no hint category", fix gives hints.fixed.sql
-- @ferris:«scalling.max_replicas»=4
SELECT symbol FROM quotes;
