CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE names (id BIGINT PRIMARY KEY, name STRING);
-- Windows, frames and WITHIN end what is kept.
CREATE TABLE a1 AS SELECT ticker, MEDIAN(price) AS m FROM trades GROUP BY ticker WINDOW TUMBLING(1h);
CREATE STREAM a2 AS SELECT ARRAY_AGG(price) OVER (PARTITION BY ticker ORDER BY ts ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS ps FROM trades;
CREATE STREAM a3 AS SELECT t.low FROM trades MATCH_RECOGNIZE (
  PARTITION BY ticker ORDER BY ts MEASURES LAST(down.price) AS low
  PATTERN (start down+) WITHIN INTERVAL '1' HOUR DEFINE down AS down.price < PREV(down.price)
) AS t;
CREATE STREAM a4 AS SELECT t.low FROM trades MATCH_RECOGNIZE (
  PARTITION BY ticker ORDER BY ts MEASURES LAST(down.price) AS low
  PATTERN (start down{1,3}) DEFINE down AS down.price < PREV(down.price)
) AS t;
-- It is forgotten in time.
CREATE STREAM a5 AS SELECT DISTINCT ticker FROM trades WITH ('state.ttl' = '24h');
-- There are few.
CREATE STREAM a6 AS SELECT g.n FROM (SELECT price > 100 AS dear, COUNT(DISTINCT volume > 5) AS n FROM trades GROUP BY price > 100) AS g;
CREATE STREAM a7 AS SELECT g.n FROM (SELECT EXTRACT(HOUR FROM ts) AS hour, COUNT(*) AS n FROM trades GROUP BY EXTRACT(HOUR FROM ts)) AS g;
-- As large as the table it comes from; nothing is kept; not a statement that runs on.
CREATE TABLE a8 AS SELECT name, COUNT(*) AS n FROM names GROUP BY name;
CREATE STREAM a9 AS SELECT ticker FROM trades WHERE price > 5 UNION ALL SELECT ticker FROM trades WHERE volume > 5;
SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker;
