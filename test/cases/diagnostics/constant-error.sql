-- expect: sql/constant-error at «(9223372036854775807 + 1)»
-- expect: sql/constant-error at «CAST('2026-13-45' AS DATE)»
-- expect: sql/constant-error at «SQRT(2 - 3)»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT);
SELECT ticker, volume + «(9223372036854775807 + 1)» AS a, ARRAY[«CAST('2026-13-45' AS DATE)»] AS b
FROM trades WHERE price > «SQRT(2 - 3)»;
