CREATE STREAM orders (id BIGINT, who STRING, amount BIGINT, at TIMESTAMP, WATERMARK FOR at AS at)
WITH ('topic' = 'orders', 'format' = 'json');
CREATE STREAM blocked (who STRING NOT NULL, at TIMESTAMP, WATERMARK FOR at AS at) WITH ('topic' = 'blocked', 'format' = 'json');

-- Each order is decided by who was blocked when it was made, that moment included.
CREATE STREAM accepted AS
SELECT id, (SELECT COUNT(*) FROM blocked) AS blocked_then FROM orders
WHERE who NOT IN (SELECT who FROM blocked);
