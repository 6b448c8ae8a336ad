-- expect: info sql/deletions-lost at «SUM(amount) > 100»
-- expect: info sql/deletions-lost at «rn <= 3»
-- expect: info sql/deletions-lost at «customers»
-- expect: info sql/deletions-lost at «g.total > 100»
-- expect: info sql/deletions-lost at «SUM(amount) > 50»
-- expect: info sql/deletions-lost at «customers b»
CREATE STREAM orders (id BIGINT, customer BIGINT, amount DECIMAL(12, 2), t TIMESTAMP, WATERMARK FOR t AS t);
CREATE TABLE customers (id BIGINT PRIMARY KEY, name STRING);
CREATE STREAM a1 AS SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer HAVING «SUM(amount) > 100» WITH ('state.ttl' = '7d');
CREATE STREAM a2 AS SELECT id, amount FROM (SELECT id, amount, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY amount DESC) AS rn FROM orders) WHERE «rn <= 3»;
CREATE STREAM a3 AS SELECT id, name FROM «customers»;
CREATE STREAM a4 AS SELECT g.customer FROM (SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer) AS g WHERE «g.total > 100» WITH ('state.ttl' = '7d');
CREATE STREAM a5 AS SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer WINDOW TUMBLING(1h) HAVING «SUM(amount) > 50» EMIT CHANGES;
CREATE STREAM a6 AS SELECT b.id, g.n FROM «customers b» JOIN (SELECT customer, COUNT(*) AS n FROM orders GROUP BY customer) AS g ON g.customer = b.id WITH ('state.ttl' = '7d');
