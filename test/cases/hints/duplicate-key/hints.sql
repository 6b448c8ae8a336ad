-- expect: error hints/duplicate-key at «scaling.max_replicas» says "as '4' and as '6'"
-- expect: warning hints/duplicate-key at «workload» says "given twice"
-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=4
-- @ferris:«scaling.max_replicas»=6
-- @ferris:«workload»=trading
SELECT symbol FROM quotes;
