-- expect: error sql/not-yet at «'kafka://broker/topic'»
-- expect: error sql/not-yet at «COUNT(*) OVER (PARTITION BY id)»
CREATE STREAM a (id BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
WITH read AS (SELECT id FROM «'kafka://broker/topic'») SELECT x.id FROM read AS x UNION ALL SELECT id FROM read;
EXPLAIN CREATE STREAM counted AS SELECT id, «COUNT(*) OVER (PARTITION BY id)» AS n FROM a;
