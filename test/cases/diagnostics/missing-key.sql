-- expect: sql/missing-key at «customers»
-- expect: sql/missing-key at «large»
-- expect: sql/missing-key at «pairs»
-- expect: sql/missing-key at «latest»
CREATE TABLE «customers» (id BIGINT NOT NULL, name STRING);
CREATE STREAM orders (id BIGINT, amount DECIMAL(12, 2), t TIMESTAMP, WATERMARK FOR t AS t);
CREATE TABLE «large» AS SELECT id, amount FROM orders WHERE amount > 100;
CREATE TABLE «pairs» AS SELECT a.id AS first, b.id AS second FROM orders a JOIN orders b ON a.amount = b.amount WITHIN 1h;
CREATE MATERIALIZED VIEW «latest» AS SELECT * FROM orders;
-- One is declared, here or in the configuration, or comes from the query.
CREATE TABLE products (id BIGINT PRIMARY KEY, name STRING);
CREATE TABLE shops (id BIGINT, name STRING, PRIMARY KEY (id));
CREATE TABLE staff WITH ('topic' = 'staff', 'key.field' = 'id');
CREATE TABLE a1 AS SELECT id PRIMARY KEY, amount FROM orders;
CREATE TABLE a2 AS SELECT id, name FROM products WHERE name LIKE 'A%';
CREATE TABLE a3 AS SELECT p.id AS id, s.name FROM products p JOIN shops s ON p.id = s.id JOIN staff x ON x.id = p.id;
CREATE TABLE a4 AS SELECT id, COUNT(*) AS n FROM orders GROUP BY id WINDOW TUMBLING(1h);
CREATE STREAM a5 AS SELECT id, name FROM customers;
