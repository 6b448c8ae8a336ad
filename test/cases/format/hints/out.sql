-- SQL Application: hints
-- @ferris:workload=trading
-- @ferris:sla.latency_p95_ms=100
-- @ferris:scaling.min_replicas=2  # at least
-- @ferris:scaling.max_replicas=10 # at most
-- @ferris:monitoring.unheard_of=x
-- @ferris:nobody.knows=1

-- @ferris:resources.memory_gb=4
-- What the query needs:
-- @ferris:workload=analytics
-- @ferris:workload=reporting
-- @ferris:sla.
-- @ferris:resources.cpu_cores=2
SELECT a
FROM t;

-- @ferris:workload=trading
CREATE STREAM s (id INT) WITH ('topic' = 's');

-- @ferris:workload=realtime
INSERT INTO x
SELECT id
FROM s; -- @ferris:cost.beside=1
