-- expect: error hints/cpu-instance at «250» says "n2-standard-128 has 128 CPUs"
-- @ferris:node_selector.instance_type=n2-standard-128
-- @ferris:resources.cpu_cores=«250»
SELECT symbol FROM quotes;
