-- Without LIMIT the order of a query inside another one changes nothing.
-- expect: sql/order-in-subquery at «ORDER BY since»
-- expect: sql/order-in-subquery at «ORDER BY name»
CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, name STRING, since DATE);
SELECT name FROM customers WHERE customer_id IN (SELECT customer_id FROM customers «ORDER BY since»);
WITH sorted AS (SELECT name FROM customers «ORDER BY name») SELECT name FROM sorted;
