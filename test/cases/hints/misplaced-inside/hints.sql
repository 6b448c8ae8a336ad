-- expect: warning hints/misplaced at «-- @ferris:cost.priority=high» says "in the middle of a statement", fix gives hints.fixed.sql
-- @ferris:workload=trading
SELECT symbol
«-- @ferris:cost.priority=high»
FROM quotes;
