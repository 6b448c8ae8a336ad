-- expect: error hints/missing-value at «workload» says "key=value", fix gives hints.fixed.sql
-- expect: error hints/missing-value at «sc»
-- expect: error hints/missing-value at «-- @ferris:» says "a hint needs a key and a value"
-- @ferris:«workload» trading
-- @ferris:«sc»
«-- @ferris:»
SELECT symbol FROM quotes;
