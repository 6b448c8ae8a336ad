-- expect: error sql/not-yet at «EXISTS (SELECT DISTINCT x FROM t WHERE t.k > o.k LIMIT 0)»
-- expect: error sql/not-yet at «LATERAL (SELECT DISTINCT x FROM t WHERE t.k = o.k LIMIT 1) AS s»
-- expect: error sql/not-yet at «FULL JOIN t ON t.k = o.k AND EXISTS (SELECT 1 FROM t AS u WHERE u.x > o.x AND u.k < t.k) WITHIN 5s»
CREATE STREAM o (id BIGINT, k BIGINT, x BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE STREAM t (k BIGINT, x BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
SELECT id FROM o WHERE «EXISTS (SELECT DISTINCT x FROM t WHERE t.k > o.k LIMIT 0)»;
SELECT id FROM o, «LATERAL (SELECT DISTINCT x FROM t WHERE t.k = o.k LIMIT 1) AS s»;
SELECT id FROM o «FULL JOIN t ON t.k = o.k AND EXISTS (SELECT 1 FROM t AS u WHERE u.x > o.x AND u.k < t.k) WITHIN 5s»;
