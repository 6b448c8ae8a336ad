CREATE STREAM orders (order_id STRING, customer STRING, amount DECIMAL(12, 2), at TIMESTAMP, WATERMARK FOR at AS at)
WITH ('topic' = 'orders', 'format' = 'json');
CREATE TABLE customers (customer STRING PRIMARY KEY, tier STRING) WITH ('topic' = 'customers', 'format' = 'json');

-- Each order with the customer as it was then; what comes later does not revise it.
CREATE STREAM priced AS
SELECT o.order_id, c.tier, o.amount
FROM orders AS o LEFT JOIN customers AS c ON o.customer = c.customer;

-- Of a written view too: what each tier had bought before.
CREATE TABLE tiers AS SELECT tier, SUM(amount) AS bought FROM priced GROUP BY tier;
CREATE STREAM shares AS
SELECT p.order_id, t.bought FROM priced AS p JOIN tiers AS t ON p.tier = t.tier;
