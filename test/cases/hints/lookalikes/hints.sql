-- expect: warning hints/lookalike at «-- @feris:workload=trading», fix gives hints.fixed.sql
-- expect: warning hints/lookalike at «-- @ferris workload=trading»
-- expect: warning hints/lookalike at «--- @Ferris: cost.priority = low»
-- expect: warning hints/lookalike at «-- ferris:workload=trading»
-- expect: warning hints/lookalike at «/* @ferris:workload=trading */»
«-- @feris:workload=trading»
«-- @ferris workload=trading»
«--- @Ferris: cost.priority = low»
«-- ferris:workload=trading»
«/* @ferris:workload=trading */»
-- a ferris wheel = fun; the ferris project: x=y is prose; mail me@ferris.example for a=b
-- @series: a=b
SELECT symbol FROM quotes;
