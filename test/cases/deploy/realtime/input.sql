-- @ferris:workload=realtime
-- @ferris:sla.throughput_rps=50000
-- @ferris:sla.max_latency_ms=50
-- @ferris:scaling.trigger=consumer_lag
-- @ferris:scaling.lag_threshold=1000
-- @ferris:resources.network_optimized=true
-- @ferris:backpressure.enabled=true
-- @ferris:backpressure.threshold=0.8
-- @ferris:circuit_breaker.enabled=true
-- @ferris:circuit_breaker.failure_threshold=10
-- @ferris:circuit_breaker.recovery_timeout_seconds=30
-- @ferris:circuit_breaker.fallback_strategy=cached_results
-- @ferris:scaling.on_circuit_open=scale_down
-- @ferris:kafka.brokers=kafka-0.kafka:9092,kafka-1.kafka:9094
-- @ferris:kafka.schema_registry=http://schema-registry:8081
-- @ferris:kafka.secret=kafka-credentials

CREATE STREAM user_events (user_id STRING, happened_at TIMESTAMP,
  WATERMARK FOR happened_at AS happened_at - INTERVAL '1' SECOND)
WITH ('topic' = 'user_events', 'format' = 'json');

CREATE TABLE active_users AS
SELECT user_id, COUNT(*) AS event_count, MAX(happened_at) AS last_seen
FROM user_events
WINDOW SLIDING (INTERVAL '5' MINUTE, INTERVAL '1' MINUTE)
GROUP BY user_id
HAVING COUNT(*) > 100;
