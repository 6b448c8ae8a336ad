-- expect: error hints/cpu-instance at «m5.xlarge» says "analytics workloads ask, where nothing is said, for 16 GB of memory", fix gives hints.fixed.sql
-- @ferris:workload=analytics
-- @ferris:node_selector.instance_type=«m5.xlarge»
SELECT symbol FROM quotes;
