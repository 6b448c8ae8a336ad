-- Whatever the type of the zero, and in every place of a query.
-- expect: sql/division-by-zero at «0.00»
-- expect: sql/division-by-zero at «2 - 2»
-- expect: sql/division-by-zero at «0e0»
-- expect: sql/division-by-zero at «0»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT);
SELECT ticker, price / «0.00» AS a, MOD(volume, «2 - 2») AS b
FROM trades
WHERE price / «0e0» > 1 AND SUBSTRING(ticker, volume % «0») = 'x';
