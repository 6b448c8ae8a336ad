CREATE TABLE orders (order_id STRING PRIMARY KEY, customer STRING, amount BIGINT)
WITH ('topic' = 'orders', 'format' = 'json');
CREATE TABLE customers (customer STRING PRIMARY KEY, name STRING) WITH ('topic' = 'customers', 'format' = 'json');

-- By a foreign key: an order has one customer, so its key stays the key.
CREATE TABLE named AS
SELECT o.order_id, c.name FROM orders AS o LEFT JOIN customers AS c ON o.customer = c.customer;

-- Rows of either side stand alone: the key is made of both.
CREATE TABLE everyone AS
SELECT o.order_id, c.name FROM orders AS o FULL JOIN customers AS c ON o.customer = c.customer;

CREATE TABLE totals AS
SELECT c.name, SUM(o.amount) AS amount FROM orders AS o JOIN customers AS c ON o.customer = c.customer GROUP BY c.name;
