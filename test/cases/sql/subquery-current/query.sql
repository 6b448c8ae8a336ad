CREATE TABLE customers (id BIGINT PRIMARY KEY, city STRING) WITH ('topic' = 'customers', 'format' = 'json');
CREATE TABLE orders (id BIGINT PRIMARY KEY, customer BIGINT, amount BIGINT) WITH ('topic' = 'orders', 'format' = 'json');

-- Customers come and go from it as their orders do.
CREATE TABLE spending AS
SELECT id PRIMARY KEY, (SELECT SUM(amount) FROM orders WHERE orders.customer = customers.id) AS total
FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE orders.customer = customers.id AND amount > 10);
