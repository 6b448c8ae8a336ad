-- 150.2567 x 100 is 15025.67, exact, whatever the encoding: the rows of all three are the same.
CREATE STREAM trades_as_json (
  symbol    STRING         NOT NULL,
  price     DECIMAL(18, 4) NOT NULL,
  quantity  BIGINT         NOT NULL,
  timestamp TIMESTAMP      NOT NULL,
  side      STRING         NOT NULL
) WITH ('topic' = 'json_trades');

SELECT
  symbol,
  CAST(price AS DECIMAL(18, 4)) AS price,
  quantity,
  CAST(price AS DECIMAL(18, 4)) * quantity AS precise_total,
  timestamp,
  side
FROM trades_as_json;
