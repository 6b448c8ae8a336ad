-- With LIMIT, inside or right around; the outermost; of a window's rows; of rows that stand for a value.
-- expect: sql/order-by-unbounded at «ORDER BY name»
CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, name STRING, since DATE);
CREATE STREAM trades (ticker STRING, volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
SELECT name FROM customers «ORDER BY name»;
SELECT name FROM (SELECT name FROM customers ORDER BY since LIMIT 5);
SELECT name FROM (SELECT name FROM customers ORDER BY since DESC) LIMIT 5;
SELECT total FROM (SELECT ticker, SUM(volume) AS total FROM trades GROUP BY ticker WINDOW TUMBLING(INTERVAL '1' MINUTE) ORDER BY total);
SELECT ticker, (SELECT name FROM customers ORDER BY since) AS oldest FROM trades;
