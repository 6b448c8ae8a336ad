CREATE STREAM trades (
  id BIGINT PRIMARY KEY, symbol STRING, price DECIMAL(10, 2), qty INT, ts TIMESTAMP, tags ARRAY<STRING>,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH ('topic' = 'trades_v1', 'trades.format' = 'json');

CREATE TABLE companies (symbol STRING PRIMARY KEY, title STRING, listed TIMESTAMP)
WITH ('topic' = 'companies_v1', 'event.time.field' = 'listed');

CREATE FUNCTION fee(amount DECIMAL(10, 2)) RETURNS DECIMAL(10, 2) LANGUAGE javascript AS $$ return amount $$;

CREATE STREAM priced WITH ('topic' = 'priced_v1') AS
SELECT t.id, t.symbol AS ticker, c.title, fee(t.price) AS charge, t.ts FROM trades AS t JOIN companies AS c ON t.symbol = c.symbol;

WITH recent AS (SELECT id, price, qty * price AS amount, symbol FROM trades WHERE price > 1),
     sums (ticker, total) AS (SELECT symbol, SUM(amount) FROM recent GROUP BY symbol)
SELECT s.ticker, s.total FROM sums AS s WHERE s.total > 10;

SELECT symbol, COUNT(*) AS n, SUM(price) AS total FROM trades
GROUP BY symbol WINDOW TUMBLING(ts, 1m) HAVING total > 10 EMIT FINAL;

SELECT id, SUM(qty) OVER running AS so_far FROM trades WINDOW running AS (PARTITION BY symbol ORDER BY ts);

SELECT up_price FROM trades MATCH_RECOGNIZE (
  PARTITION BY symbol ORDER BY ts MEASURES up.price AS up_price
  ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
  PATTERN (start_row up+) DEFINE up AS up.price > PREV(up.price)
) AS m;

SELECT t.id, tag FROM trades AS t CROSS JOIN UNNEST(t.tags) AS u(tag);

SELECT x.id FROM trades AS x WHERE EXISTS (SELECT 1 FROM companies AS k WHERE k.symbol = x.symbol AND k.title LIKE 'A%');

INSERT INTO trades (id, symbol, price) SELECT p.id, p.ticker, p.charge FROM priced AS p;

START JOB copier AS INSERT INTO mirror SELECT * FROM trades;
STOP JOB copier;

SELECT copied.price FROM (SELECT * FROM trades) AS copied UNION ALL SELECT charge FROM priced;

DESCRIBE trades;
