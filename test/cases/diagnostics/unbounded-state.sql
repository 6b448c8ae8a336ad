-- expect: sql/unbounded-state at «GROUP BY ticker»
-- expect: sql/unbounded-state at «GROUP BY DATE_TRUNC('day', ts)»
-- expect: sql/unbounded-state at «MEDIAN(price)»
-- expect: sql/unbounded-state at «COUNT(DISTINCT ticker)»
-- expect: sql/unbounded-state at «UNION»
-- expect: sql/unbounded-state at «DISTINCT»
-- expect: sql/unbounded-state at «ARRAY_AGG(price) OVER (PARTITION BY ticker ORDER BY ts)»
-- expect: sql/unbounded-state at «start down+»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE STREAM a1 AS SELECT g.n FROM (SELECT ticker, COUNT(*) AS n FROM trades «GROUP BY ticker») AS g;
CREATE TABLE a2 AS SELECT DATE_TRUNC('day', ts) AS day, COUNT(*) AS n FROM trades «GROUP BY DATE_TRUNC('day', ts)»;
CREATE TABLE a3 AS SELECT COUNT(*) AS n, «MEDIAN(price)» / 2 AS m, «COUNT(DISTINCT ticker)» AS tickers FROM trades;
CREATE STREAM a4 AS SELECT ticker FROM trades WHERE price > 5 «UNION» SELECT ticker FROM trades WHERE volume > 5;
CREATE STREAM a5 AS SELECT «DISTINCT» ticker FROM trades;
CREATE STREAM a6 AS SELECT SUM(price) OVER (PARTITION BY ticker ORDER BY ts) AS s, «ARRAY_AGG(price) OVER (PARTITION BY ticker ORDER BY ts)» AS ps FROM trades;
CREATE STREAM a7 AS SELECT t.low FROM trades MATCH_RECOGNIZE (
  PARTITION BY ticker ORDER BY ts MEASURES LAST(down.price) AS low
  PATTERN («start down+») DEFINE down AS down.price < PREV(down.price)
) AS t;
