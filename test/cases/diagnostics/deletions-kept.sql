-- expect: sql/having-as-where at «customer <> 7»
CREATE STREAM orders (id BIGINT, customer BIGINT, amount DECIMAL(12, 2), t TIMESTAMP, WATERMARK FOR t AS t);
CREATE TABLE customers (id BIGINT PRIMARY KEY, name STRING);
-- What holds once holds for good.
CREATE STREAM a1 AS SELECT customer, COUNT(*) AS n FROM orders GROUP BY customer HAVING COUNT(*) > 10 AND 5 < MAX(amount) AND «customer <> 7» WITH ('state.ttl' = '7d');
CREATE STREAM a2 AS SELECT g.customer FROM (SELECT customer, COUNT(*) AS n FROM orders GROUP BY customer) AS g WHERE g.n >= 10 WITH ('state.ttl' = '7d');
CREATE STREAM a3 AS SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY id ORDER BY t) AS rn FROM orders) WHERE rn = 1;
-- A window closes once; rows of a stream stay; a TABLE can tell; a stream that carries both.
CREATE STREAM a4 AS SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer WINDOW TUMBLING(1h) HAVING SUM(amount) > 100;
CREATE STREAM a5 AS SELECT o.id, c.name FROM orders o JOIN customers c ON o.customer = c.id;
CREATE TABLE a6 AS SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer HAVING SUM(amount) > 100 WITH ('state.ttl' = '7d');
CREATE STREAM a7 AS SELECT id, name FROM customers WITH ('changelog.mode' = 'retract');
SELECT id, name FROM customers;
