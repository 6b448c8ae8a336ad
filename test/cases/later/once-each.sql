-- expect: error sql/not-yet at «(SELECT id FROM a)»
-- expect: error sql/not-yet at «COUNT(*) OVER (PARTITION BY id ORDER BY ts)»
CREATE STREAM a (id BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
SELECT id FROM «(SELECT id FROM a)»;
EXPLAIN SELECT id, «COUNT(*) OVER (PARTITION BY id ORDER BY ts)» AS n FROM a;
