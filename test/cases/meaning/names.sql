-- Names: exactly first, then whatever the case; back quotes; words that are not reserved; relations in front.
CREATE STREAM trades (symbol STRING, Price DECIMAL(10, 2), price_usd DOUBLE, ts TIMESTAMP, `a.b` BIGINT, `odd ``name``` STRING);
CREATE STREAM cases (id BIGINT, Id STRING, ID DOUBLE);
CREATE STREAM words (
  status STRING, key STRING, version BIGINT, type STRING, timestamp TIMESTAMP, metrics DOUBLE, value BIGINT, name STRING, path STRING, interval BIGINT,
  date DATE, time TIME, `order` BIGINT, first BIGINT, last BIGINT, row BIGINT, rows BIGINT, `window` BIGINT, partition BIGINT, current BIGINT
);

SELECT Price, symbol FROM trades;
-- => Price DECIMAL(10, 2), symbol STRING
SELECT price, SYMBOL FROM trades;
-- => price DECIMAL(10, 2), SYMBOL STRING
-- items: Price, symbol
SELECT id, Id, ID FROM cases;
-- => id BIGINT, Id STRING, ID DOUBLE
SELECT iD FROM cases;
-- error: sql/ambiguous-column at «iD»
SELECT `Price`, `a.b`, `odd ``name``` FROM trades;
-- => Price DECIMAL(10, 2), a.b BIGINT, odd `name` STRING
SELECT trades.Price, TRADES.symbol FROM trades;
-- => Price DECIMAL(10, 2), symbol STRING
SELECT t.Price FROM trades AS t;
-- => Price DECIMAL(10, 2)
SELECT trades.Price FROM trades AS t;
-- error: sql/unknown-relation at «trades»
SELECT t.prise FROM trades t;
-- error: sql/unknown-column at «prise»
SELECT prise FROM trades;
-- error: sql/unknown-column at «prise»
SELECT x.y FROM trades;
-- error: sql/unknown-relation at «x»
SELECT cat.db.trades.symbol FROM trades;
-- error: sql/unknown-relation at «cat»
SELECT status, key, version, type, timestamp, metrics, value, name, path, interval FROM words;
-- => status STRING, key STRING, version BIGINT, type STRING, timestamp TIMESTAMP, metrics DOUBLE, value BIGINT, name STRING, path STRING, interval BIGINT
SELECT date, time, first, last, row, rows, partition, current, `order`, `window` FROM words;
-- => date DATE, time TIME, first BIGINT, last BIGINT, row BIGINT, rows BIGINT, partition BIGINT, current BIGINT, order BIGINT, window BIGINT
SELECT w.status AS value, w.key AS first, w.version row FROM words AS w;
-- => value STRING, first STRING, row BIGINT
SELECT symbol AS `my symbol`, 1 + 1, UPPER(symbol), (Price), symbol::STRING, Price * 2 FROM trades;
-- => my symbol STRING, col_2 BIGINT, upper STRING, Price DECIMAL(10, 2), symbol STRING, col_6 DECIMAL(30, 2)
SELECT symbol FROM TRADES;
-- => symbol STRING
SELECT symbol FROM tradez;
-- error: sql/unknown-relation at «tradez»
SELECT _timestamp, _event_time AS at, _offset, _partition, _key, _topic FROM trades;
-- => _timestamp TIMESTAMP, at TIMESTAMP, _offset BIGINT, _partition BIGINT, _key STRING, _topic STRING
SELECT trades._offset FROM trades;
-- => _offset BIGINT
SELECT symbol, ts AS _event_time FROM trades;
-- => symbol STRING
SELECT a;
-- error: sql/unknown-column at «a»
SELECT 1 AS one, 'x' AS two;
-- => one BIGINT, two STRING
-- from: one row
SELECT *;
-- error: sql/star at «*»
SELECT symbol AS x, Price AS x FROM trades;
-- error: sql/duplicate-column at «Price AS x»
SELECT UPER(symbol) FROM trades;
-- error: sql/unknown-function at «UPER»
SELECT symbol FROM trades WHERE price_usd > (prise + nothing);
-- error: sql/unknown-column at «prise»
-- error: sql/unknown-column at «nothing»
