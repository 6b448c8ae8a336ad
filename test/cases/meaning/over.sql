-- OVER: partitions, orders, frames in every spelling, named windows, what may stand where, and the time it runs along.
CREATE STREAM trades (symbol STRING, price DECIMAL(10, 2), qty BIGINT, day DATE, ts TIMESTAMP, made TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE STREAM plain (symbol STRING, price DOUBLE, at TIMESTAMP);
CREATE STREAM loose;

SELECT
  ROW_NUMBER() OVER (PARTITION BY symbol ORDER BY ts) AS a, -- => BIGINT
  RANK() OVER (PARTITION BY symbol ORDER BY price DESC) AS b, -- => BIGINT
  DENSE_RANK() OVER (ORDER BY price) AS c, -- => BIGINT
  PERCENT_RANK() OVER (ORDER BY price) AS d, -- => DOUBLE
  CUME_DIST() OVER (ORDER BY price) AS e, -- => DOUBLE
  NTILE(4) OVER (ORDER BY price) AS f, -- => BIGINT
  LAG(price) OVER (PARTITION BY symbol ORDER BY ts) AS g, -- => DECIMAL(10, 2)
  LAG(price, 2, 0) OVER (PARTITION BY symbol ORDER BY ts) AS h, -- => DECIMAL(21, 2)
  LEAD(symbol) OVER (ORDER BY ts) AS i, -- => STRING
  FIRST_VALUE(price) OVER (PARTITION BY symbol ORDER BY ts) AS j, -- => DECIMAL(10, 2)
  LAST_VALUE(ts) OVER (ORDER BY ts) AS k, -- => TIMESTAMP
  NTH_VALUE(price, 3) OVER (ORDER BY ts) AS l, -- => DECIMAL(10, 2)
  SUM(qty) OVER (PARTITION BY symbol ORDER BY ts) AS m, -- => BIGINT
  AVG(price) OVER (ORDER BY ts ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS n, -- => DECIMAL(38, 6)
  COUNT(*) OVER (PARTITION BY symbol) AS o -- => BIGINT
FROM trades;

SELECT SUM(qty) OVER (PARTITION BY symbol, qty % 2 ORDER BY ts DESC, price NULLS FIRST) AS s FROM trades;
-- items: SUM(qty) OVER (PARTITION BY symbol, (qty % 2) ORDER BY ts DESC, price NULLS FIRST)
SELECT SUM(qty) OVER (ORDER BY ts ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING) AS s FROM trades;
-- items: SUM(qty) OVER (ORDER BY ts ROWS 5 preceding TO 2 following)
SELECT SUM(qty) OVER (ORDER BY ts ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS s FROM trades;
-- items: SUM(qty) OVER (ORDER BY ts ROWS start TO end)
SELECT SUM(qty) OVER (ORDER BY ts ROWS 5 PRECEDING) AS s FROM trades;
-- items: SUM(qty) OVER (ORDER BY ts ROWS 5 preceding TO current)
SELECT SUM(qty) OVER (ORDER BY ts RANGE BETWEEN INTERVAL '5' MINUTE PRECEDING AND CURRENT ROW) AS s FROM trades;
-- items: SUM(qty) OVER (ORDER BY ts RANGE 300000 ms preceding TO current)
SELECT SUM(qty) OVER (ORDER BY ts RANGE INTERVAL '5' MINUTE PRECEDING) AS s FROM trades;
-- items: SUM(qty) OVER (ORDER BY ts RANGE 300000 ms preceding TO current)
SELECT SUM(qty) OVER (ORDER BY ts RANGE 5m PRECEDING) AS s FROM trades;
-- items: SUM(qty) OVER (ORDER BY ts RANGE 300000 ms preceding TO current)
SELECT SUM(qty) OVER (ORDER BY ts RANGE UNBOUNDED PRECEDING) AS s FROM trades;
-- items: SUM(qty) OVER (ORDER BY ts RANGE start TO current)
SELECT SUM(qty) OVER (ORDER BY qty RANGE BETWEEN 10 PRECEDING AND 10 FOLLOWING) AS s FROM trades;
-- items: SUM(qty) OVER (ORDER BY qty RANGE 10 preceding TO 10 following)
SELECT AVG(price) OVER (ROWS WINDOW BUFFER 100 ROWS PARTITION BY symbol ORDER BY ts) AS s FROM trades;
-- items: AVG(price) OVER (BUFFER 100 PARTITION BY symbol ORDER BY ts)
SELECT AVG(price) OVER (ROWS WINDOW BUFFER 100 ROWS PARTITION BY symbol ORDER BY ts ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS s FROM trades;
-- items: AVG(price) OVER (BUFFER 100 PARTITION BY symbol ORDER BY ts ROWS 9 preceding TO current)
SELECT SUM(qty) OVER w AS s, AVG(price) OVER w AS a FROM trades WINDOW w AS (PARTITION BY symbol ORDER BY ts);
-- items: SUM(qty) OVER (PARTITION BY symbol ORDER BY ts), AVG(price) OVER (PARTITION BY symbol ORDER BY ts)
SELECT LAST_VALUE(price) IGNORE NULLS OVER (PARTITION BY symbol ORDER BY ts) AS p, LAG(price, 1) RESPECT NULLS OVER (ORDER BY ts) AS q FROM trades;
-- items: LAST_VALUE(price) IGNORE NULLS OVER (PARTITION BY symbol ORDER BY ts), LAG(price, 1) OVER (ORDER BY ts)
SELECT COUNT(DISTINCT symbol) FILTER (WHERE qty > 1) OVER (ORDER BY ts) AS c FROM trades;
-- items: COUNT(DISTINCT symbol) FILTER (qty > 1) OVER (ORDER BY ts)
SELECT price - LAG(price) OVER (PARTITION BY symbol ORDER BY ts) AS change FROM trades;
-- => change DECIMAL(11, 2)
SELECT symbol, SUM(qty) AS q, RANK() OVER (ORDER BY SUM(qty) DESC) AS r FROM trades GROUP BY symbol WINDOW TUMBLING(1m);
-- items: symbol, SUM, RANK() OVER (ORDER BY SUM DESC)
SELECT symbol, n FROM (SELECT symbol, ROW_NUMBER() OVER (PARTITION BY symbol ORDER BY price DESC) AS n FROM trades) AS q WHERE n <= 3;
-- => symbol STRING, n BIGINT

SELECT symbol FROM trades WHERE ROW_NUMBER() OVER (ORDER BY ts) = 1;
-- error: sql/over-place at «ROW_NUMBER() OVER (ORDER BY ts)»
SELECT symbol FROM trades GROUP BY symbol HAVING RANK() OVER (ORDER BY symbol) = 1;
-- error: sql/over-place at «RANK() OVER (ORDER BY symbol)»
SELECT symbol, COUNT(*) FROM trades GROUP BY symbol, RANK() OVER (ORDER BY ts);
-- error: sql/over-place at «RANK() OVER (ORDER BY ts)»
SELECT SUM(RANK() OVER (ORDER BY ts)) AS s FROM trades;
-- error: sql/over-place at «RANK() OVER (ORDER BY ts)»
SELECT RANK() OVER (ORDER BY LAG(price) OVER (ORDER BY ts)) AS s FROM trades;
-- error: sql/over-place at «LAG(price) OVER (ORDER BY ts)»
SELECT ROW_NUMBER() AS n FROM trades;
-- error: sql/window-function at «ROW_NUMBER()»
SELECT LAG(price) OVER (PARTITION BY symbol) AS l FROM trades;
-- error: sql/window-function at «LAG(price) OVER (PARTITION BY symbol)»
SELECT UPPER(symbol) OVER (ORDER BY ts) AS u FROM trades;
-- error: sql/window-function at «UPPER(symbol) OVER (ORDER BY ts)»
SELECT SUM(qty) IGNORE NULLS OVER (ORDER BY ts) AS u FROM trades;
-- error: sql/call at «SUM(qty) IGNORE NULLS OVER (ORDER BY ts)»
SELECT SUM(qty) OVER v AS u FROM trades WINDOW w AS (ORDER BY ts);
-- error: sql/unknown-window at «v»
SELECT SUM(qty) OVER w AS u FROM trades WINDOW w AS (ORDER BY ts), w AS (ORDER BY made);
-- error: sql/duplicate-name at «w AS (ORDER BY made)»
SELECT SUM(qty) OVER (ORDER BY ts ROWS BETWEEN CURRENT ROW AND 5 PRECEDING) AS u FROM trades;
-- error: sql/frame at «CURRENT ROW»
SELECT SUM(qty) OVER (ORDER BY ts ROWS 5m PRECEDING) AS u FROM trades;
-- error: sql/frame at «5m PRECEDING»
SELECT SUM(qty) OVER (ORDER BY ts RANGE 5 PRECEDING) AS u FROM trades;
-- error: sql/frame at «5 PRECEDING»
SELECT SUM(qty) OVER (ORDER BY symbol RANGE 5m PRECEDING) AS u FROM trades;
-- error: sql/frame at «5m PRECEDING»
SELECT SUM(qty) OVER (RANGE 5m PRECEDING) AS u FROM trades;
-- error: sql/frame at «5m PRECEDING»
SELECT SUM(qty) OVER (ORDER BY ts, price RANGE 5m PRECEDING) AS u FROM trades;
-- error: sql/frame at «5m PRECEDING»
SELECT SUM(nothing) OVER (PARTITION BY symbol ORDER BY ts) AS u FROM trades;
-- error: sql/unknown-column at «nothing»

SELECT SUM(qty) OVER (ORDER BY ts) AS s FROM trades;
-- read time: ts, bound 5000
SELECT SUM(qty) OVER (ORDER BY made) AS s FROM trades;
-- read time: made, bound 5000
SELECT SUM(price) OVER (ORDER BY at) AS s FROM plain;
-- read time: at, bound 0
SELECT SUM(price) OVER (ORDER BY at) AS s FROM loose;
-- read time: at, bound 0
SELECT SUM(qty) OVER (ORDER BY ts) AS s, SUM(qty) OVER (ORDER BY made) AS r FROM trades;
-- error: sql/two-times at «made»
SELECT SUM(price) OVER (ORDER BY price) AS s FROM plain;
-- read time: its own, bound 0
SELECT RANK() OVER (ORDER BY made) AS s FROM trades;
-- read time: ts, bound 5000
SELECT SUM(qty) OVER (ORDER BY TRADES.TS) AS s FROM trades;
-- read time: ts, bound 5000
