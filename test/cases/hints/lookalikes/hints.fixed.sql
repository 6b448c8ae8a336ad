-- @ferris:workload=trading
-- @ferris workload=trading
--- @Ferris: cost.priority = low
-- ferris:workload=trading
/* @ferris:workload=trading */
-- a ferris wheel = fun; the ferris project: x=y is prose; mail me@ferris.example for a=b
-- @series: a=b
SELECT symbol FROM quotes;
