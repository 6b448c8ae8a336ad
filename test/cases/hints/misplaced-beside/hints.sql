-- expect: warning hints/misplaced at «-- @ferris:workload=trading» says "behind other text"
SELECT 1; «-- @ferris:workload=trading»
SELECT symbol FROM quotes;
