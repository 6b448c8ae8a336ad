-- Queries inside expressions, wherever expressions stand; what they use of the rows around them is captured.
CREATE STREAM orders (id BIGINT, customer BIGINT, total DECIMAL(10, 2));
CREATE TABLE customers (id BIGINT PRIMARY KEY, name STRING, credit DOUBLE);
CREATE STREAM lines (order_id BIGINT, sku STRING, qty BIGINT);

SELECT id, (SELECT MAX(credit) FROM customers) AS most FROM orders;
-- => id BIGINT, most DOUBLE
SELECT id FROM orders WHERE total > (SELECT AVG(total) FROM orders);
-- where: (total > (value query))
SELECT id FROM orders WHERE customer IN (SELECT id FROM customers);
-- where: (customer in query)
SELECT id FROM orders WHERE customer NOT IN (SELECT id FROM customers WHERE credit > 5);
-- where: (NOT (customer in query))
SELECT id FROM orders WHERE total > ALL (SELECT total FROM orders) OR id = ANY (SELECT id FROM customers) OR id <> SOME (SELECT id FROM customers);
-- where: ((total > all query) OR (id = any query) OR (id <> any query))
SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM lines WHERE lines.order_id = orders.id);
-- where: (exists query of id)
SELECT id FROM orders AS o WHERE NOT EXISTS (SELECT * FROM lines AS l WHERE l.order_id = o.id AND l.qty > o.total AND o.id > 1);
-- where: (NOT (exists query of id, total))
SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM lines WHERE order_id = total);
-- where: (exists query of total)
SELECT id FROM orders AS o WHERE EXISTS (SELECT 1 FROM lines AS l WHERE EXISTS (SELECT 1 FROM customers AS c WHERE c.id = o.customer AND c.name = l.sku));
-- where: (exists query of customer)
SELECT o.id, (SELECT c.name FROM customers AS c WHERE c.id = o.customer) AS name FROM orders AS o;
-- => id BIGINT, name STRING
SELECT customer, SUM(total) AS t, (SELECT name FROM customers AS c WHERE c.id = o.customer) AS n FROM orders AS o GROUP BY customer;
-- => customer BIGINT, t DECIMAL(38, 2), n STRING
SELECT customer, (SELECT name FROM customers AS c WHERE c.id = o.id) AS n FROM orders AS o GROUP BY customer;
-- error: sql/ungrouped-column at «o.id»
SELECT customer, SUM(total) AS t FROM orders GROUP BY customer HAVING SUM(total) > (SELECT MAX(credit) FROM customers);
-- having: (SUM > (value query))
SELECT o.id FROM orders AS o JOIN customers AS c ON o.customer = c.id AND o.total > (SELECT MAX(credit) FROM customers);
-- from: (orders INNER customers on ((customer = id) AND (total > (value query))))
SELECT id FROM orders WHERE total > (SELECT total, id FROM orders);
-- error: sql/subquery-columns at «(SELECT total, id FROM orders)»
SELECT id FROM orders WHERE id IN (SELECT id, name FROM customers);
-- error: sql/subquery-columns at «id IN (SELECT id, name FROM customers)»
SELECT id FROM orders WHERE id IN (SELECT name FROM customers);
-- error: sql/operand-type at «id IN (SELECT name FROM customers)»
SELECT id FROM orders WHERE EXISTS (SELECT nothing FROM customers);
-- error: sql/unknown-column at «nothing»
SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM customers AS c WHERE c.nothing = 1);
-- error: sql/unknown-column at «nothing»
SELECT id FROM orders AS o WHERE EXISTS (SELECT 1 FROM customers AS c WHERE o.nothing = c.id);
-- error: sql/unknown-column at «nothing»
SELECT id FROM orders WHERE UPPER(SELECT name FROM customers) = 'X';
-- error: sql/call at «UPPER(SELECT name FROM customers)»
SELECT x.id, t.n FROM orders AS x CROSS JOIN LATERAL (SELECT COUNT(*) AS n FROM customers AS c WHERE c.id = x.customer) AS t;
-- => id BIGINT, n BIGINT
