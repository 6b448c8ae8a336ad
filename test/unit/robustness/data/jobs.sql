-- @ferris:workload=trading

-- JOB: crane-report
-- TOPIC: crane_report
-- MEMORY_LIMIT: 2Gi
-- Property: retries=5
-- @observability.metrics.enabled: true
-- @ferris:scaling.min_replicas=2   # two, so that one can fail
START JOB crane_report AS
SELECT crane, COUNT(*) AS moves FROM crane_moves GROUP BY crane WINDOW TUMBLING(1h) WITH ('crane_report.type' = 'kafka_sink');

START QUERY copies AS INSERT INTO archive SELECT * FROM crane_moves;
DEPLOY JOB crane_report VERSION '2.0.1' AS
CREATE STREAM crane_hourly AS SELECT crane, SUM(weight_kg) AS kg FROM crane_moves GROUP BY crane WINDOW TUMBLING(1h)
STRATEGY CANARY(12.5%) WITH ('rollout.pause' = 10m);
DEPLOY JOB crane_report VERSION '2.0.2' AS SELECT crane FROM crane_moves STRATEGY BLUE_GREEN;
PAUSE JOB crane_report;
RESUME QUERY crane_report;
STOP JOB crane_report FORCE;
ROLLBACK JOB crane_report VERSION '1.9';
ROLLBACK JOB crane_report;
SHOW STREAMS;
LIST TOPICS LIKE 'crane%';
SHOW STATUS crane_report;
SHOW VERSIONS crane_report;
SHOW PARTITIONS crane_moves;
SHOW SCHEMA crane_moves;
DESCRIBE crane_moves;
EXPLAIN ANALYZE SELECT crane FROM crane_moves;
EXPLAIN START JOB j AS SELECT 1;
DROP STREAM IF EXISTS crane_moves;
DROP MATERIALIZED VIEW busy_berths;
DROP FUNCTION tonnes;
SET 'auto.offset.reset' = 'earliest';
SET parallelism = 4;
