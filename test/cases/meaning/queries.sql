-- SELECT as a whole: grouping, aliases and places, HAVING, ORDER BY, DISTINCT, CTEs, subqueries after FROM, UNION, VALUES.
CREATE STREAM trades (symbol STRING, price DECIMAL(10, 2), qty BIGINT, side STRING, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE STREAM quotes (symbol STRING, bid DECIMAL(10, 2), ts TIMESTAMP);

SELECT symbol, SUM(qty) AS total FROM trades GROUP BY symbol;
-- => symbol STRING, total BIGINT
-- key: symbol
-- grouped by: symbol = symbol
-- aggregates: SUM(qty)
-- items: symbol, SUM
SELECT UPPER(symbol) AS s, COUNT(*) AS n FROM trades GROUP BY s;
-- grouped by: s = UPPER(symbol)
-- key: s
SELECT UPPER(symbol) AS s, COUNT(*) AS n FROM trades GROUP BY UPPER(symbol);
-- grouped by: s = UPPER(symbol)
SELECT symbol AS s, side, COUNT(*) AS n FROM trades GROUP BY 1, 2;
-- grouped by: s = symbol, side = side
-- key: s, side
SELECT LOWER(symbol) AS symbol, COUNT(*) AS n FROM trades GROUP BY symbol;
-- grouped by: symbol = symbol
SELECT COUNT(*) AS n FROM trades GROUP BY symbol;
-- => n BIGINT
-- key: 
SELECT symbol || '/' || side AS pair, qty + 1 AS more, COUNT(*) AS n FROM trades GROUP BY symbol, side, qty;
-- items: (symbol || '/' || side), (qty + 1), COUNT
SELECT symbol, COUNT(*) AS n FROM trades GROUP BY 3;
-- error: sql/ordinal at «3»
-- error: sql/ungrouped-column at «symbol»
SELECT symbol, SUM(qty) AS n FROM trades GROUP BY n;
-- error: sql/aggregate-place at «n»
-- error: sql/ungrouped-column at «symbol»
SELECT symbol, price FROM trades GROUP BY symbol;
-- error: sql/ungrouped-column at «price»
SELECT symbol, COUNT(*) AS n FROM trades;
-- error: sql/ungrouped-column at «symbol»
SELECT SUM(SUM(qty)) FROM trades;
-- error: sql/nested-aggregate at «SUM(qty)»
SELECT symbol FROM trades WHERE SUM(qty) > 1;
-- error: sql/aggregate-place at «SUM(qty)»
SELECT symbol FROM trades GROUP BY symbol, SUM(qty);
-- error: sql/aggregate-place at «SUM(qty)»
SELECT symbol, SUM(qty) AS total FROM trades GROUP BY symbol HAVING total > 5 AND COUNT(*) > 1 AND symbol <> 'X';
-- having: ((SUM > 5) AND (COUNT > 1) AND (symbol <> 'X'))
-- aggregates: SUM(qty), COUNT()
SELECT symbol FROM trades GROUP BY symbol HAVING price > 5;
-- error: sql/ungrouped-column at «price»
SELECT symbol FROM trades HAVING symbol = 'X';
-- error: sql/having at «HAVING symbol = 'X'»
SELECT COUNT(*) AS n FROM trades HAVING COUNT(*) > 5;
-- having: (COUNT > 5)
SELECT SUM(qty) FILTER (WHERE side = 'BUY') AS bought, COUNT(DISTINCT symbol) AS symbols, SUM(DISTINCT qty) AS d FROM trades;
-- aggregates: SUM(qty) FILTER (side = 'BUY'), COUNT(DISTINCT symbol), SUM(DISTINCT qty)
SELECT FIRST_VALUE(price) AS a, LAST_VALUE(price) AS b, MIN(ts) AS c, MAX(symbol) AS d, STRING_AGG(symbol, ',') AS e FROM trades;
-- => a DECIMAL(10, 2), b DECIMAL(10, 2), c TIMESTAMP, d STRING, e STRING
SELECT STRING_AGG(symbol, ',' ORDER BY price DESC) AS e FROM trades;
-- aggregates: STRING_AGG(symbol, ',' ORDER BY price DESC)
SELECT UPPER(symbol) FILTER (WHERE qty > 1) FROM trades;
-- error: sql/call at «UPPER(symbol) FILTER (WHERE qty > 1)»
SELECT UPPER(DISTINCT symbol) FROM trades;
-- error: sql/call at «UPPER(DISTINCT symbol)»
SELECT SUM(*) FROM trades;
-- error: sql/call at «SUM(*)»
SELECT SUM(symbol) FROM trades;
-- error: sql/sum-of-text at «symbol»
SELECT SUM(qty) FILTER (WHERE COUNT(*) > 1) FROM trades;
-- error: sql/aggregate-place at «COUNT(*)»

SELECT symbol AS s, price FROM trades WINDOW TUMBLING(1m) ORDER BY price DESC, s, 2 NULLS FIRST LIMIT 10;
-- warning: sql/window-without-aggregate at «WINDOW TUMBLING(1m)»
-- order: price DESC, symbol, price NULLS FIRST
-- limit: 10
SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol ORDER BY COUNT(*) DESC, symbol LIMIT 3;
-- order: COUNT DESC, symbol
SELECT 1 AS one FROM trades ORDER BY SUM(qty);
-- order: SUM
SELECT symbol FROM trades LIMIT 1 + 1;
-- error: sql/limit at «LIMIT 1 + 1»
SELECT symbol FROM trades LIMIT 1.5;
-- error: sql/limit at «LIMIT 1.5»
SELECT DISTINCT symbol, side FROM trades;
-- => symbol STRING, side STRING
-- key: symbol, side

WITH big AS (SELECT symbol, qty FROM trades WHERE qty > 100) SELECT symbol, SUM(qty) AS t FROM big GROUP BY symbol;
-- => symbol STRING, t BIGINT
-- from: query big
WITH a AS (SELECT symbol AS s FROM trades), b AS (SELECT s || '!' AS x FROM a), c AS (SELECT LENGTH(x) AS n FROM b) SELECT n + 0.5 AS y FROM c;
-- => y DECIMAL(21, 1)
WITH a (x, y) AS (SELECT symbol, qty FROM trades) SELECT y, x FROM a;
-- => y BIGINT, x STRING
WITH a (x) AS (SELECT symbol, qty FROM trades) SELECT x FROM a;
-- error: sql/alias-columns at «a (x) AS (SELECT symbol, qty FROM trades)»
-- error: sql/unknown-column at «x»
WITH trades AS (SELECT symbol AS other FROM trades) SELECT other FROM trades;
-- => other STRING
WITH a AS (SELECT 1 AS x), a AS (SELECT 2 AS y) SELECT y FROM a;
-- error: sql/duplicate-name at «a»
WITH a AS (SELECT symbol FROM trades) SELECT l.symbol AS x, r.symbol AS y FROM a AS l JOIN a AS r ON l.symbol = r.symbol WITHIN 1m;
-- => x STRING, y STRING
WITH a AS (SELECT x FROM b), b AS (SELECT 1 AS x) SELECT x FROM a;
-- error: sql/unknown-relation at «b»
WITH a AS (WITH inner_one AS (SELECT 5 AS v) SELECT v FROM inner_one) SELECT v FROM a;
-- => v BIGINT
WITH a AS (SELECT 1 AS x) SELECT (SELECT MAX(x) FROM a) AS m, b.x FROM (SELECT x FROM a) AS b;
-- => m BIGINT, x BIGINT

SELECT q.s FROM (SELECT symbol AS s FROM trades) AS q;
-- => s STRING
SELECT s FROM (SELECT symbol AS s FROM trades);
-- => s STRING
SELECT a, b FROM (SELECT symbol, qty FROM trades) AS q (a, b);
-- => a STRING, b BIGINT
SELECT x FROM (SELECT symbol FROM trades) AS q;
-- error: sql/unknown-column at «x»
SELECT a + 1 AS n, b FROM (VALUES (1, 'x'), (2.5, NULL)) AS v (a, b);
-- => n DECIMAL(21, 1), b STRING
-- from: 2 rows of values
SELECT col_1 FROM (VALUES (1), (2)) AS v;
-- => col_1 BIGINT
SELECT a FROM (VALUES (1, 2), (3)) AS v (a, b);
-- error: sql/values at «(3)»
SELECT a FROM (VALUES (1), ('x')) AS v (a);
-- error: sql/case-types at «'x'»
(SELECT symbol FROM trades);
-- => symbol STRING
(SELECT symbol, qty FROM trades) ORDER BY qty LIMIT 5;
-- => symbol STRING, qty BIGINT
-- order: qty
-- limit: 5

SELECT symbol, price FROM trades UNION ALL SELECT symbol, bid FROM quotes;
-- => symbol STRING, price DECIMAL(10, 2)
-- unions: ALL quotes
SELECT qty AS n FROM trades UNION SELECT 0.5 FROM quotes UNION ALL SELECT NULL FROM quotes;
-- => n DECIMAL(20, 1)
SELECT symbol FROM trades UNION ALL SELECT symbol, bid FROM quotes;
-- error: sql/union-columns at «symbol»
SELECT symbol FROM trades UNION ALL SELECT bid FROM quotes;
-- error: sql/union-columns at «bid»
SELECT symbol FROM trades ORDER BY symbol UNION ALL SELECT symbol FROM quotes;
-- error: sql/union-clause at «ORDER BY symbol»
SELECT symbol AS s FROM trades UNION ALL SELECT symbol FROM quotes ORDER BY s LIMIT 2;
-- order: s
-- limit: 2
SELECT s FROM ((SELECT symbol AS s FROM trades) UNION ALL (SELECT symbol FROM quotes)) AS u;
-- => s STRING
