-- Guards, NULL, and branches that are never taken.
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT);
SELECT
  price / NULLIF(volume, 0) AS a,
  NULL / 0 AS b,
  price / NULLIF(0, 0) AS c,
  COALESCE(2, 1 / 0) AS d,
  IF(volume = 0, 0, 5 / volume) AS e,
  volume % 0.5 AS f
FROM trades;
