-- expect: error hints/arch-instance at «amd64» says "r7g.xlarge has arm64 processors", fix gives hints.fixed.sql
-- @ferris:node_selector.instance_type=r7g.xlarge
-- @ferris:node_selector.arch=«amd64»
SELECT symbol FROM quotes;
