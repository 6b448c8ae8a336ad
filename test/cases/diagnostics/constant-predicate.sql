-- Constants, a thing compared with itself, comparisons that exclude or imply one another, IS NULL of what is NOT NULL.
-- expect: sql/constant-predicate at «1 = 1»
-- expect: sql/constant-predicate at «price < 50»
-- expect: sql/constant-predicate at «volume > 0»
-- expect: sql/constant-predicate at «ticker = ticker»
-- expect: sql/constant-predicate at «id IS NULL»
-- expect: sql/constant-predicate at «ticker <> 'B'»
-- expect: sql/constant-predicate at «1 > 2»
-- expect: sql/constant-predicate at «COUNT(*) = 2»
-- expect: sql/constant-predicate at «NULL»
-- expect: sql/constant-predicate at «t.id = t.id»
CREATE STREAM trades (id BIGINT NOT NULL, ticker STRING, price DECIMAL(18, 4), volume BIGINT);
CREATE TABLE names (id BIGINT PRIMARY KEY, name STRING);
SELECT ticker FROM trades WHERE «1 = 1» AND price > 100 AND «price < 50» AND volume BETWEEN 1 AND 5 AND «volume > 0»;
SELECT ticker FROM trades WHERE «ticker = ticker» OR «id IS NULL» OR price = 3;
SELECT CASE WHEN ticker <> 'A' OR «ticker <> 'B'» THEN 1 WHEN «1 > 2» THEN 2 END AS a FROM trades;
SELECT ticker, COUNT(*) FILTER (WHERE «NULL») AS n FROM trades GROUP BY ticker HAVING COUNT(*) = 1 AND «COUNT(*) = 2»;
SELECT t.id, n.name FROM trades t JOIN names n ON «t.id = t.id»;
