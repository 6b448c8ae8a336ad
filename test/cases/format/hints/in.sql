-- SQL Application: hints
--@ferris:scaling.max_replicas=10   # at most
--   @ferris:workload=trading
-- @ferris:monitoring.unheard_of=x
-- @ferris:scaling.min_replicas  =  2 # at least
-- @ferris:nobody.knows=1
-- @ferris:sla.latency_p95_ms=100

-- @ferris:resources.memory_gb=4
-- What the query needs:
-- @ferris:resources.cpu_cores=2
-- @ferris:workload=analytics
-- @ferris:workload=reporting
-- @ferris:sla.
select a from t;
-- @ferris:workload=trading
create stream s (id int) with ('topic'='s');
-- @ferris:workload=realtime
insert into x select id from s; -- @ferris:cost.beside=1
