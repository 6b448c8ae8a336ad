-- What could fail for some records only, what is guarded, and what is never computed. A division by zero has its own rule.
-- expect: sql/division-by-zero at «0»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT);
SELECT CAST(ticker AS BIGINT) AS a, TRY_CAST('abc' AS BIGINT) AS b, COALESCE(1, CAST('abc' AS BIGINT)) AS c,
  1 / «0» AS d, volume + 9223372036854775807 AS e
FROM trades;
