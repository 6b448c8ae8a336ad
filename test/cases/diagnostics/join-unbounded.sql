-- expect: sql/unbounded-join at «l.id = r.id AND l.price > r.price»
-- expect: sql/unbounded-join at «o.id = p.id»
-- expect: sql/unbounded-join at «o.id = p.id AND p.t >= o.t»
-- expect: sql/unbounded-join at «payments p»
-- expect: sql/unbounded-join at «JOIN payments p USING (id)»
-- expect: sql/unbounded-join at «o.id = p.id AND p.t BETWEEN o.other AND o.other + INTERVAL '1' HOUR»
-- expect: sql/unbounded-join at «p.id = o.id»
-- expect: sql/unbounded-join at «a.id = p.id»
CREATE STREAM orders (id BIGINT, customer STRING, amount DECIMAL(12, 2), t TIMESTAMP, other TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '5' SECOND);
CREATE STREAM payments (id BIGINT, ref DOUBLE, paid DECIMAL(10, 2), t TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '5' SECOND);
CREATE TABLE customers (id BIGINT PRIMARY KEY, name STRING);
CREATE STREAM a1 AS SELECT o.id FROM orders o JOIN payments p ON «o.id = p.id»;
CREATE STREAM a2 AS SELECT o.id FROM orders o JOIN payments p ON «o.id = p.id AND p.t >= o.t»;
CREATE STREAM a3 AS SELECT o.id FROM orders o, «payments p» WHERE o.id = p.id;
CREATE STREAM a4 AS SELECT o.id FROM orders o «JOIN payments p USING (id)»;
-- Not the event time of orders.
CREATE STREAM a5 AS SELECT o.id FROM orders o JOIN payments p ON «o.id = p.id AND p.t BETWEEN o.other AND o.other + INTERVAL '1' HOUR»;
-- The table needs no bound, the second stream does.
CREATE STREAM a6 AS SELECT o.id FROM orders o JOIN customers c ON o.id = c.id JOIN payments p ON «p.id = o.id»;
-- A window's results and a stream.
CREATE STREAM a7 AS WITH a AS (SELECT id, COUNT(*) AS n FROM orders GROUP BY id WINDOW TUMBLING(1h)) SELECT a.id FROM a JOIN payments p ON «a.id = p.id»;
-- Without types: which columns are times, only the conditions can say.
CREATE STREAM left_one WITH ('topic' = 'l');
CREATE STREAM right_one WITH ('topic' = 'r');
CREATE STREAM a8 AS SELECT l.id FROM left_one l JOIN right_one r ON «l.id = r.id AND l.price > r.price»;
CREATE STREAM a9 AS SELECT l.id FROM left_one l JOIN right_one r ON l.id = r.id AND r.ts BETWEEN l.ts AND l.ts + INTERVAL '1' HOUR;
