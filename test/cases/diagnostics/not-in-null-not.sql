-- Keys, NOT NULL, what a condition asks about, IN, NOT EXISTS, and records of no schema.
CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, name STRING, since DATE);
CREATE STREAM orders (order_id BIGINT NOT NULL, customer_id BIGINT);
CREATE STREAM loose WITH ('topic' = 'loose');
SELECT order_id FROM orders WHERE customer_id NOT IN (SELECT customer_id FROM customers);
SELECT name FROM customers WHERE customer_id NOT IN (SELECT order_id FROM orders);
SELECT name FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders WHERE customer_id > 5);
SELECT name FROM customers WHERE customer_id NOT IN (SELECT x FROM loose) AND name NOT IN ('a', 'b');
WITH seen AS (SELECT customer_id AS id FROM orders WHERE customer_id IS NOT NULL) SELECT name FROM customers WHERE customer_id NOT IN (SELECT id FROM seen);
SELECT name FROM customers WHERE customer_id IN (SELECT customer_id FROM orders) OR NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = customers.customer_id);
