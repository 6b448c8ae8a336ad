-- Statements of every kind: what they write, declare, ask.
CREATE STREAM trades (symbol STRING NOT NULL, price DECIMAL(10, 2), qty BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('topic' = 'market.trades');
-- => symbol STRING, price DECIMAL(10, 2), qty BIGINT, ts TIMESTAMP
-- topic: market.trades
-- time: ts, bound 5000
-- kind: stream
CREATE TABLE prices (symbol STRING PRIMARY KEY, price DOUBLE, ratio DECIMAL(38, 20));
-- kind: table
-- key: symbol
CREATE TABLE pairs (a STRING, b STRING, n BIGINT, PRIMARY KEY (a, B) NOT ENFORCED);
-- key: a, b
CREATE STREAM timed (at BIGINT, x STRING) WITH ('event.time.field' = 'at', 'event.time.format' = 'epoch_seconds', 'watermark.max_out_of_orderness' = '30s', 'watermark.idle.timeout' = '1m');
-- time: at, epoch_seconds, bound 30000, idle 60000
CREATE STREAM loose WITH ('topic' = 'l');
-- => …
-- topic: l
CREATE TABLE twice (a STRING, a BIGINT);
-- error: sql/duplicate-column at «a BIGINT»
CREATE STREAM wrong_watermark (a STRING, WATERMARK FOR b AS b);
-- error: sql/unknown-column at «WATERMARK FOR b AS b»
CREATE STREAM odd_watermark (a TIMESTAMP, WATERMARK FOR a AS a + INTERVAL '5' SECOND);
-- error: sql/watermark at «a + INTERVAL '5' SECOND»
CREATE STREAM two_watermarks (a TIMESTAMP, WATERMARK FOR a AS a, WATERMARK FOR a AS a);
-- error: sql/watermark at «WATERMARK FOR a AS a»
CREATE STREAM number_time (a DOUBLE, WATERMARK FOR a AS a);
-- error: sql/time-type at «WATERMARK FOR a AS a»
CREATE TABLE no_key (a STRING, PRIMARY KEY (b));
-- error: sql/unknown-column at «PRIMARY KEY (b)»
CREATE VIEW empty_view;
-- error: sql/view-query at «CREATE VIEW empty_view»

CREATE STREAM big AS SELECT symbol, qty * 2 AS twice FROM trades;
-- => symbol STRING, twice BIGINT
-- statement: WRITE big
-- kind: stream
-- topic: big
CREATE TABLE totals WITH ('topic' = 'out') AS SELECT symbol, SUM(qty) AS q FROM trades GROUP BY symbol;
-- kind: table
-- key: symbol
-- topic: out
CREATE MATERIALIZED VIEW viewed AS SELECT symbol, qty FROM trades;
-- kind: table
CREATE STREAM cols (s STRING, q DECIMAL(20, 0)) AS SELECT symbol, qty FROM trades;
-- => s STRING, q DECIMAL(20, 0)
CREATE STREAM cols_many (s STRING) AS SELECT symbol, qty FROM trades;
-- error: sql/insert-columns at «symbol, qty»
CREATE TABLE keyed (s STRING, q BIGINT, PRIMARY KEY (q)) AS SELECT symbol, qty FROM trades;
SELECT s, q FROM keyed;
-- key: q
CREATE STREAM items AS SELECT symbol PRIMARY KEY, price AS p PRIMARY KEY, qty FROM trades;
-- key: symbol, p
SELECT symbol AS s, qty FROM items;
-- key: 
SELECT symbol AS s, p, qty FROM items;
-- key: s, p
SELECT * FROM items;
-- => symbol STRING, p DECIMAL(10, 2), qty BIGINT
-- key: symbol, p
SELECT symbol, qty FROM trades;
-- statement: WRITE result (bare)
-- kind: table
SELECT symbol, qty FROM trades INTO copy;
-- statement: WRITE copy
-- kind: stream
SELECT symbol FROM copy;
-- => symbol STRING

INSERT INTO prices SELECT symbol, price, 0.5 FROM trades;
-- => symbol STRING, price DOUBLE, ratio DECIMAL(38, 20)
-- statement: WRITE prices (declared)
INSERT INTO prices (ratio, symbol) SELECT 1, symbol FROM trades;
-- => symbol STRING, price DOUBLE, ratio DECIMAL(38, 20)
INSERT INTO prices (RATIO, Symbol) SELECT 1, symbol FROM trades;
-- => symbol STRING, price DOUBLE, ratio DECIMAL(38, 20)
INSERT INTO prices SELECT symbol, price FROM trades;
-- error: sql/insert-columns at «symbol, price»
INSERT INTO prices (symbol, nothing) SELECT symbol, price FROM trades;
-- error: sql/unknown-column at «nothing»
INSERT INTO prices (symbol, symbol) SELECT symbol, symbol AS b FROM trades;
-- error: sql/duplicate-column at «symbol»
INSERT INTO prices SELECT price, symbol, qty FROM trades;
-- error: sql/insert-type at «symbol»
-- warning: sql/insert-order at «price»
-- warning: sql/lossy-cast at «price»
-- warning: sql/lossy-cast at «qty»
INSERT INTO pairs SELECT symbol, 'x', price FROM trades;
-- warning: sql/lossy-cast at «price»
-- => a STRING, b STRING, n BIGINT
INSERT INTO pairs SELECT symbol, 'x', NULL FROM trades UNION ALL SELECT 'y', symbol, qty FROM trades;
-- => a STRING, b STRING, n BIGINT
INSERT INTO pairs SELECT * FROM loose;
-- => …
INSERT INTO nowhere SELECT symbol, qty FROM trades;
-- statement: WRITE nowhere
-- => symbol STRING, qty BIGINT
INSERT INTO pairs VALUES ('a', 'b', 1), ('c', 'd', '2'), ('e', 'f', 1 + 1);
-- statement: VALUES INTO pairs(a, b, n) ('a', 'b', 1), ('c', 'd', CAST(2 AS BIGINT)), ('e', 'f', (1 + 1))
INSERT INTO pairs (n, a) VALUES (1, 'x');
-- error: sql/insert-columns at «n»
INSERT INTO pairs (b, a) SELECT symbol, 'x' FROM trades;
-- => a STRING, b STRING, n BIGINT
INSERT INTO pairs (b, a) VALUES ('y', 'x');
-- statement: VALUES INTO pairs(a, b, n) ('x', 'y', NULL)
INSERT INTO pairs VALUES ('a', 'b');
-- error: sql/values at «('a', 'b')»
INSERT INTO pairs VALUES ('a', 'b', TRUE);
-- statement: VALUES INTO pairs(a, b, n) ('a', 'b', CAST(TRUE AS BIGINT))
INSERT INTO pairs VALUES ('a', 'b', DATE '2026-01-01');
-- error: sql/insert-type at «DATE '2026-01-01'»
INSERT INTO pairs VALUES ('a', 'b', 'many');
-- error: sql/insert-type at «'many'»
INSERT INTO pairs (a, zz) VALUES ('a', 1);
-- error: sql/unknown-column at «zz»
INSERT INTO pairs VALUES (a, 'b', 1);
-- error: sql/unknown-column at «a»

START JOB copy_job AS SELECT symbol, qty FROM trades;
-- statement: WRITE copy_job JOB copy_job
SELECT symbol FROM copy_job;
-- => symbol STRING
START QUERY q1 AS INSERT INTO prices SELECT symbol, price, 1 FROM trades;
-- statement: WRITE prices (declared) JOB q1
DEPLOY JOB d1 VERSION '1.2.0' AS SELECT symbol FROM trades INTO d_out STRATEGY CANARY(25);
-- statement: WRITE d_out JOB d1 1.2.0 CANARY 25
DEPLOY JOB d2 VERSION '2' AS SELECT symbol FROM trades STRATEGY CANARI;
-- error: sql/strategy at «CANARI»
DEPLOY JOB d3 VERSION '2' AS SELECT symbol FROM trades STRATEGY ROLLING(5);
-- error: sql/strategy at «ROLLING»
STOP JOB d1 FORCE;
-- statement: STOP JOB d1
PAUSE QUERY d1;
-- statement: PAUSE JOB d1
RESUME JOB d1;
-- statement: RESUME JOB d1
ROLLBACK JOB d1 VERSION '1';
-- statement: ROLLBACK JOB d1
EXPLAIN SELECT symbol FROM trades;
-- => symbol STRING
-- statement: EXPLAIN WRITE result (bare)
EXPLAIN ANALYZE START JOB explained AS SELECT symbol FROM trades;
-- statement: EXPLAIN ANALYZE WRITE explained JOB explained
EXPLAIN SELECT nothing FROM trades;
-- error: sql/unknown-column at «nothing»
SHOW STREAMS;
-- statement: SHOW STREAMS
LIST TOPICS LIKE 'a%';
-- statement: SHOW TOPICS
SHOW STATUS d1;
-- statement: SHOW STATUS d1
SHOW SCHEMA trades;
-- statement: SHOW SCHEMA trades
SHOW SCHEMA;
-- error: sql/show at «SHOW SCHEMA»
SHOW STREEMS;
-- error: sql/show at «SHOW STREEMS»
DESCRIBE trades;
-- statement: DESCRIBE trades
DESCRIBE traders;
-- error: sql/unknown-relation at «traders»
DROP STREAM IF EXISTS trades;
-- statement: DROP STREAM trades
DROP MATERIALIZED VIEW viewed;
-- statement: DROP VIEW viewed
DROP STREEM trades;
-- error: sql/drop at «DROP STREEM trades»
SET 'auto.offset.reset' = 'earliest';
-- statement: SET
UPDATE prices SET price = 1 WHERE symbol = 'X';
-- error: sql/cannot-run at «UPDATE prices SET price = 1 WHERE symbol = 'X'»
DELETE FROM prices WHERE symbol = 'X';
-- error: sql/cannot-run at «DELETE FROM prices WHERE symbol = 'X'»

CREATE FUNCTION spread(bid DECIMAL(10, 2), ask DOUBLE) RETURNS DOUBLE LANGUAGE javascript AS $$ return ask - bid; $$;
-- statement: FUNCTION spread(bid DECIMAL(10, 2), ask DOUBLE) DOUBLE
CREATE AGGREGATE FUNCTION mode_of(v STRING) RETURNS STRING LANGUAGE JavaScript AS $$ const init = () => '', add = (s, v) => v, result = s => s; $$;
-- statement: FUNCTION mode_of(v STRING) STRING
SELECT spread(price, '5') AS s, SPREAD(price, qty) AS t FROM trades;
-- => s DOUBLE, t DOUBLE
-- items: spread(price, CAST(5 AS DOUBLE)), spread(price, CAST(qty AS DOUBLE))
SELECT symbol, mode_of(symbol) FILTER (WHERE qty > 1) AS m, MODE_OF(DISTINCT symbol) AS d FROM trades GROUP BY symbol;
-- aggregates: mode_of(symbol) FILTER (qty > 1), mode_of(DISTINCT symbol)
SELECT mode_of(symbol) OVER (PARTITION BY qty ORDER BY ts) AS m FROM trades;
-- items: mode_of(symbol) OVER (PARTITION BY qty ORDER BY ts)
SELECT spread(price) AS s FROM trades;
-- error: sql/call at «spread(price)»
SELECT spread(ts, 1.5) AS s FROM trades;
-- error: sql/call at «ts»
SELECT spread(price, 'wide') AS s FROM trades;
-- error: sql/call at «'wide'»
SELECT spread(DISTINCT price, 1) AS s FROM trades;
-- error: sql/call at «spread(DISTINCT price, 1)»
SELECT spread(price, 1) OVER (ORDER BY ts) AS s FROM trades;
-- error: sql/window-function at «spread(price, 1) OVER (ORDER BY ts)»
SELECT symbol FROM trades WHERE mode_of(symbol) = 'x';
-- error: sql/aggregate-place at «mode_of(symbol)»
SELECT SUM(mode_of(qty)) AS x FROM trades;
-- error: sql/nested-aggregate at «mode_of(qty)»
SELECT spred(price, 1) AS s FROM trades;
-- error: sql/unknown-function at «spred»
CREATE FUNCTION python_one(a BIGINT) RETURNS BIGINT LANGUAGE python AS $$ a $$;
-- error: sql/function-language at «python»
CREATE FUNCTION upper(a STRING) RETURNS STRING LANGUAGE javascript AS $$ return a; $$;
-- error: sql/duplicate-name at «upper»
CREATE FUNCTION same_twice(a STRING, A STRING) RETURNS STRING LANGUAGE javascript AS $$ return a; $$;
-- error: sql/duplicate-column at «A STRING»
