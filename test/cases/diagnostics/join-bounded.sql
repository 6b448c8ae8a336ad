CREATE STREAM orders (id BIGINT, customer STRING, amount DECIMAL(12, 2), t TIMESTAMP, other TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '5' SECOND);
CREATE STREAM payments (id BIGINT, ref DOUBLE, paid DECIMAL(10, 2), t TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '5' SECOND);
CREATE TABLE customers (id BIGINT PRIMARY KEY, name STRING);
CREATE STREAM seconds (id BIGINT, at BIGINT) WITH ('event.time.field' = 'at', 'event.time.format' = 'epoch_seconds');
CREATE STREAM a1 AS SELECT o.id FROM orders o JOIN payments p ON o.id = p.id WITHIN 5m;
CREATE STREAM a2 AS SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND p.t BETWEEN o.t AND o.t + INTERVAL '1' HOUR;
CREATE STREAM a3 AS SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND p.t >= o.t AND o.t > p.t - INTERVAL '1' HOUR;
CREATE STREAM a4 AS SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND p.t >= o.t WHERE p.t <= o.t + INTERVAL '1' HOUR AND o.amount > 3;
CREATE STREAM a5 AS SELECT o.id FROM orders o, payments p WHERE o.id = p.id AND p.t BETWEEN o.t AND o.t + INTERVAL '1' HOUR;
CREATE STREAM a6 AS SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND NOT (p.t < o.t OR p.t > o.t + INTERVAL '1' HOUR);
CREATE STREAM a7 AS SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND DATE_TRUNC('hour', p.t) = DATE_TRUNC('hour', o.t);
CREATE STREAM a8 AS SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND TIMESTAMPDIFF(MINUTE, o.t, p.t) BETWEEN 0 AND 10;
CREATE STREAM a9 AS SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND p._event_time BETWEEN o._event_time - INTERVAL '1' MINUTE AND o._event_time;
CREATE STREAM b1 AS SELECT a.id FROM seconds a JOIN seconds b ON a.id = b.id AND b.at BETWEEN a.at AND a.at + 60;
CREATE STREAM b2 AS SELECT o.id FROM orders o JOIN seconds s ON o.id = s.id AND FROM_UNIXTIME(s.at) BETWEEN o.t AND o.t + INTERVAL '1' HOUR;
-- A side that is a table, and a side that ends.
CREATE STREAM b3 AS SELECT o.id FROM orders o JOIN customers c ON o.id = c.id;
CREATE STREAM b4 AS SELECT o.id FROM orders o JOIN (VALUES (1), (2)) AS v(id) ON o.id = v.id;
CREATE STREAM b5 AS SELECT o.id, l.name FROM orders o JOIN LATERAL (SELECT name FROM customers c WHERE c.id = o.id) AS l ON TRUE;
-- The time under another name.
CREATE STREAM b6 AS WITH a AS (SELECT id, t AS placed FROM orders), b AS (SELECT id, placed AS ordered FROM a)
SELECT b.id FROM b JOIN payments p ON b.id = p.id AND p.t BETWEEN b.ordered AND b.ordered + INTERVAL '5' MINUTE;
-- The results of windows meet on their bounds.
CREATE STREAM b7 AS WITH a AS (SELECT id, COUNT(*) AS n FROM orders GROUP BY id WINDOW TUMBLING(1h)), b AS (SELECT id, COUNT(*) AS n FROM payments GROUP BY id WINDOW TUMBLING(1h))
SELECT a.id FROM a JOIN b ON a.id = b.id AND a._window_start = b._window_start;
CREATE STREAM b8 AS WITH a AS (SELECT id, _window_start AS ws, COUNT(*) AS n FROM orders GROUP BY id WINDOW TUMBLING(1h)), b AS (SELECT id, _window_end AS we, COUNT(*) AS n FROM payments GROUP BY id WINDOW TUMBLING(1h))
SELECT a.id FROM a JOIN b ON a.id = b.id AND a.ws = b.we;
