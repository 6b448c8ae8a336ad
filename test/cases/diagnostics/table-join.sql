-- expect: sql/table-join at «FULL JOIN customers c ON o.customer_id = c.customer_id»
-- expect: sql/table-join at «LEFT JOIN orders o ON o.customer_id = c.customer_id»
-- expect: sql/table-join at «RIGHT JOIN UNNEST(o.tags) AS t(tag) ON t.tag = o.code»
-- expect: sql/table-join at «customers FOR SYSTEM_TIME AS OF 5»
-- expect: sql/table-join at «payments FOR SYSTEM_TIME AS OF o.ordered_at p»
CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, name STRING);
CREATE STREAM orders (customer_id BIGINT, code STRING, tags ARRAY<STRING>, ordered_at TIMESTAMP, WATERMARK FOR ordered_at AS ordered_at);
CREATE STREAM payments (customer_id BIGINT, paid DECIMAL(12, 2));
CREATE STREAM a AS SELECT o.customer_id, c.name FROM orders o «FULL JOIN customers c ON o.customer_id = c.customer_id»;
CREATE STREAM b AS SELECT o.customer_id, c.name FROM customers c «LEFT JOIN orders o ON o.customer_id = c.customer_id»;
CREATE STREAM c AS SELECT o.customer_id, t.tag FROM orders o «RIGHT JOIN UNNEST(o.tags) AS t(tag) ON t.tag = o.code»;
CREATE TABLE d AS SELECT customer_id, name FROM «customers FOR SYSTEM_TIME AS OF 5»;
CREATE STREAM e AS SELECT o.customer_id, p.paid FROM orders o JOIN «payments FOR SYSTEM_TIME AS OF o.ordered_at p» ON o.customer_id = p.customer_id;
CREATE STREAM f AS SELECT o.customer_id, c.name FROM orders o LEFT JOIN customers FOR SYSTEM_TIME AS OF o.ordered_at AS c ON o.customer_id = c.customer_id;
CREATE STREAM g AS SELECT o.customer_id, c.name FROM customers c RIGHT JOIN orders o ON o.customer_id = c.customer_id;
CREATE TABLE h AS SELECT a.customer_id, a.name, b.name AS other FROM customers a FULL JOIN customers b ON a.customer_id = b.customer_id;
