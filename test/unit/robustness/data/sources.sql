-- SQL Application: harbour telemetry
-- Version: 1.4.0
-- Description: Every way of declaring what is read
-- Author: the port's data team

CREATE STREAM IF NOT EXISTS crane_moves (
  move_id BIGINT NOT NULL PRIMARY KEY,
  crane STRING,
  container_no VARCHAR(11),
  weight_kg DECIMAL(12, 3),
  lifted_at TIMESTAMP(3),
  took INTERVAL,
  stops ARRAY<STRUCT<berth STRING, at TIMESTAMP>>,
  labels MAP<STRING, ARRAY<INT>>,
  checks ARRAY(BOOLEAN),
  note TEXT COMMENT 'what the crane driver typed',
  raw BYTES,
  payload JSON,
  day DATE,
  shift_start TIME,
  speed DOUBLE PRECISION,
  WATERMARK FOR lifted_at AS lifted_at - INTERVAL '5' SECOND
) WITH (
  'topic' = 'crane.moves',
  'format' = 'json',
  bootstrap.servers = 'localhost:9092',
  failure_strategy = 'SendToDLQ',
  'watermark.idle.timeout' = 30s,
);

CREATE TABLE berths (
  berth STRING,
  terminal STRING NOT NULL,
  max_weight INTEGER,
  PRIMARY KEY (berth) NOT ENFORCED
) WITH (
  'berths.type' = 'kafka_source',
  'berths.config_file' = 'configs/berths.yaml',
  'event.time.format' = 'epoch_millis'
);

CREATE MATERIALIZED VIEW busy_berths AS
SELECT berth, COUNT(*) AS moves
FROM crane_moves
GROUP BY berth;

CREATE OR REPLACE STREAM gate_scans WITH (topic = 'gate.scans', 'auto.offset.reset' = earliest);

CREATE STREAM weights AS
SELECT container_no PRIMARY KEY, weight_kg::DOUBLE AS weight, lifted_at AS _event_time
FROM crane_moves
WITH ('weights.type' = 'kafka_sink', 'weights.topic' = '${WEIGHTS_TOPIC:-weights}');

CREATE VIEW open_moves AS SELECT * FROM crane_moves WHERE note IS NULL;
