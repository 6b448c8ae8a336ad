-- expect: error hints/cpu-instance at «Standard_D4s_v5» says "a pod asks for 6 cores, and Standard_D4s_v5 has 4 CPUs", fix gives hints.fixed.sql
-- @ferris:resources.cpu_cores=6
-- @ferris:resources.memory_gb=12
-- @ferris:node_selector.instance_type=«Standard_D4s_v5»
SELECT symbol FROM quotes;
