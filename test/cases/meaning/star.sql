-- `*` and `alias.*`: the columns in order; names that collide become alias_column; USING makes two columns one.
CREATE STREAM a (id BIGINT, name STRING, ts TIMESTAMP);
CREATE STREAM b (id BIGINT, amount DOUBLE, ts TIMESTAMP);
CREATE STREAM loose;

SELECT * FROM a;
-- => id BIGINT, name STRING, ts TIMESTAMP
SELECT a.* FROM a;
-- => id BIGINT, name STRING, ts TIMESTAMP
SELECT *, id + 1 AS next FROM a;
-- => id BIGINT, name STRING, ts TIMESTAMP, next BIGINT
SELECT * FROM a JOIN b ON a.id = b.id WITHIN 5m;
-- => a_id BIGINT, name STRING, a_ts TIMESTAMP, b_id BIGINT, amount DOUBLE, b_ts TIMESTAMP
SELECT x.*, y.amount FROM a AS x JOIN b AS y ON x.id = y.id WITHIN 5m;
-- => id BIGINT, name STRING, ts TIMESTAMP, amount DOUBLE
SELECT x.*, y.* FROM a AS x JOIN b AS y ON x.id = y.id WITHIN 5m;
-- => x_id BIGINT, name STRING, x_ts TIMESTAMP, y_id BIGINT, amount DOUBLE, y_ts TIMESTAMP
SELECT y.*, x.name FROM a AS x JOIN b AS y ON x.id = y.id WITHIN 5m;
-- => id BIGINT, amount DOUBLE, ts TIMESTAMP, name STRING
SELECT x.*, y.id FROM a AS x JOIN b AS y ON x.id = y.id WITHIN 5m;
-- error: sql/duplicate-column at «y.id»
SELECT * FROM a AS x JOIN b AS y USING (id) WITHIN 5m;
-- => id BIGINT, name STRING, x_ts TIMESTAMP, amount DOUBLE, y_ts TIMESTAMP
SELECT id, y.id AS right_id FROM a AS x JOIN b AS y USING (id) WITHIN 5m;
-- => id BIGINT, right_id BIGINT
SELECT * FROM a AS x JOIN b AS y USING (id, ts) WITHIN 5m;
-- => id BIGINT, ts TIMESTAMP, name STRING, amount DOUBLE
SELECT * FROM a AS x RIGHT JOIN b AS y USING (id) WITHIN 5m;
-- => id BIGINT, name STRING, x_ts TIMESTAMP, amount DOUBLE, y_ts TIMESTAMP
SELECT x.name, y.id AS n FROM a AS x FULL JOIN b AS y USING (id) WITHIN 5m WHERE id > 5;
-- where: (CASE WHEN (id IS NOT NULL) THEN id ELSE id END > 5)
SELECT id FROM a JOIN b ON a.id = b.id WITHIN 5m;
-- error: sql/ambiguous-column at «id»
SELECT * FROM a JOIN b USING (name) WITHIN 5m;
-- error: sql/unknown-column at «name»
SELECT z.* FROM a;
-- error: sql/unknown-relation at «z.*»
SELECT * FROM loose;
-- => …
SELECT *, id AS id2 FROM loose;
-- => id2 ANY, …
SELECT l.*, a.name FROM loose AS l JOIN a ON l.id = a.id WITHIN 1m;
-- => name STRING, …
SELECT *, COUNT(*) FROM a GROUP BY id;
-- error: sql/ungrouped-column at «*»
SELECT DISTINCT * FROM a;
-- => id BIGINT, name STRING, ts TIMESTAMP
SELECT * FROM (SELECT id, name AS n FROM a) AS q;
-- => id BIGINT, n STRING
