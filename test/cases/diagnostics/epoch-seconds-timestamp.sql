-- expect: sql/time-type at «'epoch_seconds'»
CREATE STREAM s (ts TIMESTAMP) WITH ('event.time.field' = 'ts', 'event.time.format' = «'epoch_seconds'»);
