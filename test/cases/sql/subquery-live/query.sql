CREATE TABLE blocked (who STRING PRIMARY KEY, at TIMESTAMP, WATERMARK FOR at AS at)
WITH ('topic' = 'blocked', 'format' = 'json');
CREATE STREAM orders (id BIGINT, who STRING, at TIMESTAMP, WATERMARK FOR at AS at)
WITH ('topic' = 'orders', 'format' = 'json');

-- Once the table has been read, and is older than the orders, no order waits for the next one.
CREATE STREAM accepted AS
SELECT id FROM orders WHERE NOT EXISTS (SELECT 1 FROM blocked WHERE blocked.who = orders.who);
