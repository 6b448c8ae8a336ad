-- expect: error hints/cpu-instance at «64» says "64 GB, part of it for its own system", fix gives hints.fixed.sql
-- @ferris:node_selector.instance_type=r5.2xlarge
-- @ferris:resources.memory_gb=«64»
SELECT symbol FROM quotes;
