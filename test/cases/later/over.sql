-- expect: error sql/not-yet at «SUM(id) OVER (PARTITION BY id)»
-- expect: error sql/not-yet at «LAG(id) OVER (ORDER BY id)»
-- expect: error sql/not-yet at «SUM(id) OVER (ORDER BY ts DESC)»
CREATE STREAM a (id BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE STREAM b AS SELECT «SUM(id) OVER (PARTITION BY id)» AS n, LAG(id) OVER (ORDER BY ts) AS l FROM a;
CREATE STREAM c AS SELECT «LAG(id) OVER (ORDER BY id)» AS n, SUM(id) OVER (ROWS 2 PRECEDING) AS l FROM a;
CREATE STREAM d AS SELECT «SUM(id) OVER (ORDER BY ts DESC)» AS n FROM a;
CREATE STREAM e AS SELECT SUM(id) OVER (ORDER BY id) AS n FROM a WINDOW TUMBLING(1m);
SELECT SUM(id) OVER () AS n FROM a;
