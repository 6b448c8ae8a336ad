-- Joins of every kind: conditions, bounds in time, names on both sides; UNNEST; tables as of a time.
CREATE STREAM a (id BIGINT, name STRING, tags ARRAY<STRING>, attrs MAP<STRING, BIGINT>, legs ARRAY<STRUCT<sku STRING, qty BIGINT>>, ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE STREAM b (id BIGINT, amount DECIMAL(10, 2), ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '2' SECOND);
CREATE TABLE c (id BIGINT PRIMARY KEY, title STRING);
CREATE STREAM loose;

SELECT a.name, b.amount FROM a JOIN b ON a.id = b.id WITHIN 5m;
-- => name STRING, amount DECIMAL(10, 2)
-- from: (a INNER b on (id = id) within 300000 ms)
SELECT a.name, b.amount FROM a LEFT JOIN b ON a.id = b.id WITHIN INTERVAL '1' HOUR GRACE 10s;
-- from: (a LEFT b on (id = id) within 3600000 ms grace 10000 ms)
SELECT a.name FROM a RIGHT OUTER JOIN b ON a.id = b.id WITHIN '5s';
-- from: (a RIGHT b on (id = id) within 5000 ms)
SELECT a.name FROM a FULL OUTER JOIN b ON a.id = b.id AND b.ts BETWEEN a.ts AND a.ts + INTERVAL '1' HOUR;
-- from: (a FULL b on ((id = id) AND ((ts >= ts) AND (ts <= (ts + 0:3600000000)))))
SELECT a.name, c.title FROM a JOIN c ON a.id = c.id;
-- from: (a INNER c on (id = id))
SELECT a.name, c.title FROM a LEFT JOIN c FOR SYSTEM_TIME AS OF a.ts ON a.id = c.id;
-- from: (a LEFT c as of ts on (id = id))
SELECT a.name FROM a CROSS JOIN c;
-- from: (a CROSS c)
SELECT a.name FROM a, c WHERE a.id = c.id;
-- from: (a CROSS c)
SELECT a.name, b.amount, c.title FROM a JOIN b ON a.id = b.id WITHIN 5m LEFT JOIN c ON b.id = c.id;
-- => name STRING, amount DECIMAL(10, 2), title STRING
-- from: ((a INNER b on (id = id) within 300000 ms) LEFT c on (id = id))
SELECT x.id AS l, y.id AS r FROM a AS x JOIN a AS y ON x.id = y.id WITHIN 1m;
-- => l BIGINT, r BIGINT
SELECT a.name FROM a JOIN loose ON a.id = loose.ref WITHIN 1m;
-- from: (a INNER loose on (id = ref) within 60000 ms)
SELECT name, ref FROM a JOIN loose ON a.id = loose.ref WITHIN 1m;
-- => name STRING, ref ANY
SELECT 1 AS one FROM a JOIN a ON a.id = a.id WITHIN 1m;
-- error: sql/duplicate-alias at «a»
SELECT a.name FROM a JOIN b;
-- error: sql/join-condition at «JOIN b»
SELECT a.name FROM a LEFT JOIN b WITHIN 5m;
-- error: sql/join-condition at «LEFT JOIN b WITHIN 5m»
SELECT a.name FROM a CROSS JOIN b ON a.id = b.id;
-- error: sql/join-condition at «CROSS JOIN b ON a.id = b.id»
SELECT a.name FROM a JOIN b ON a.id = b.id WITHIN 5;
-- error: sql/duration at «5»
SELECT a.name FROM a JOIN b ON a.id WITHIN 5m;
-- error: sql/condition-type at «a.id»
SELECT a.name FROM a JOIN b ON a.name = b.amount WITHIN 5m;
-- error: sql/operand-type at «a.name = b.amount»
SELECT a.name FROM a JOIN b ON a.id = c.id WITHIN 5m;
-- error: sql/unknown-relation at «c»
SELECT a.name FROM a JOIN nothing ON a.id = nothing.id WITHIN 5m;
-- error: sql/unknown-relation at «nothing»
SELECT a.name FROM a JOIN b ON COUNT(*) = a.id WITHIN 5m;
-- error: sql/aggregate-place at «COUNT(*)»
SELECT _event_time AS t FROM a JOIN b ON a.id = b.id WITHIN 5m;
-- => t TIMESTAMP
SELECT _offset FROM a JOIN b ON a.id = b.id WITHIN 5m;
-- error: sql/ambiguous-column at «_offset»

SELECT name, tag FROM a CROSS JOIN UNNEST(tags) AS t (tag);
-- => name STRING, tag STRING
-- from: (a CROSS unnest tags)
SELECT name, tag, n FROM a CROSS JOIN UNNEST(a.tags) WITH ORDINALITY AS t (tag, n);
-- => name STRING, tag STRING, n BIGINT
SELECT k, v FROM a CROSS JOIN UNNEST(attrs) AS t (k, v);
-- => k STRING, v BIGINT
SELECT key, value FROM a CROSS JOIN UNNEST(attrs) AS t;
-- => key STRING, value BIGINT
SELECT t.sku, qty FROM a CROSS JOIN UNNEST(legs) AS t;
-- => sku STRING, qty BIGINT
SELECT x, y, n FROM a CROSS JOIN UNNEST(legs) WITH ORDINALITY AS t (x, y, n);
-- => x STRING, y BIGINT, n BIGINT
SELECT tag FROM a LEFT JOIN UNNEST(tags) AS t (tag) ON TRUE;
-- from: (a LEFT unnest tags on TRUE)
SELECT tag FROM a, UNNEST(tags) AS t (tag);
-- => tag STRING
SELECT tag FROM a, LATERAL TABLE(EXPLODE(tags)) AS t (tag);
-- => tag STRING
SELECT item FROM loose CROSS JOIN UNNEST(items) AS t (item);
-- => item ANY
SELECT x FROM UNNEST(ARRAY[1, 2]) AS t (x);
-- => x BIGINT
SELECT x FROM a CROSS JOIN UNNEST(name) AS t (x);
-- error: sql/call at «name»
SELECT x, y FROM a CROSS JOIN UNNEST(tags) AS t (x, y);
-- error: sql/alias-columns at «UNNEST(tags) AS t (x, y)»
-- error: sql/unknown-column at «y»
SELECT x FROM a CROSS JOIN SERIES(1) AS t (x);
-- error: sql/unknown-function at «SERIES»

SELECT * FROM 'kafka://broker/orders';
-- => …
-- from: kafka://broker/orders (uri)
SELECT o.id FROM 'file://orders.jsonl' AS o;
-- => id ANY
SELECT a AS x FROM a AS c (id);
-- error: sql/alias-columns at «a AS c (id)»
-- error: sql/unknown-column at «a»
