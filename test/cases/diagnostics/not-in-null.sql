-- A column that is declared and may be NULL, also through a CTE; a NULL in the list.
-- expect: sql/not-in-null at «customer_id»
-- expect: sql/not-in-null at «id»
-- expect: sql/not-in-null at «NULL»
CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, name STRING, since DATE);
CREATE STREAM orders (order_id BIGINT NOT NULL, customer_id BIGINT);
SELECT name FROM customers WHERE customer_id NOT IN (SELECT «customer_id» FROM orders);
WITH seen AS (SELECT customer_id AS id FROM orders) SELECT name FROM customers WHERE customer_id <> ALL (SELECT «id» FROM seen);
SELECT name FROM customers WHERE name NOT IN ('a', «NULL»);
