-- Along the time, in a window, of a window, the first so many, rows that are written out.
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE STREAM a AS SELECT ticker, ROW_NUMBER() OVER (PARTITION BY ticker ORDER BY ts) AS n, RANK() OVER (ORDER BY _event_time, price) AS place FROM trades;
CREATE TABLE b AS SELECT ticker PRIMARY KEY, price FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY ticker ORDER BY price DESC) AS rn FROM trades) WHERE rn <= 3;
CREATE TABLE c AS
WITH ranked AS (SELECT ticker, price, RANK() OVER (PARTITION BY ticker ORDER BY price DESC) AS place FROM trades), passed AS (SELECT ticker, price, place AS p FROM ranked)
SELECT ticker PRIMARY KEY, price FROM passed WHERE p = 1;
CREATE STREAM d AS
WITH sums AS (SELECT ticker, SUM(volume) AS total, WINDOW_START AS began FROM trades GROUP BY ticker WINDOW TUMBLING(INTERVAL '1' MINUTE))
SELECT ticker, NTILE(4) OVER (PARTITION BY began ORDER BY total DESC) AS quarter FROM sums;
CREATE STREAM e AS SELECT ticker, SUM(volume) AS total, RANK() OVER (ORDER BY SUM(volume) DESC) AS place FROM trades GROUP BY ticker WINDOW TUMBLING(INTERVAL '1' MINUTE);
SELECT x, PERCENT_RANK() OVER (ORDER BY x) AS place FROM (VALUES (1), (2)) AS v(x);
