-- Joins of all with all, sides of outer joins, what records of no schema have, clocks and chance, and what binding says.
-- expect: sql/null-comparison at «price = NULL»
CREATE STREAM trades (id BIGINT NOT NULL, ticker STRING, price DECIMAL(18, 4), volume BIGINT);
CREATE TABLE names (id BIGINT PRIMARY KEY, name STRING NOT NULL);
CREATE STREAM loose WITH ('topic' = 'loose');
SELECT t.id, n.name FROM trades t LEFT JOIN names n ON t.id = n.id WHERE n.name IS NULL;
SELECT t.id, n.name FROM trades t LEFT JOIN names n ON TRUE;
SELECT x FROM loose WHERE x > '10' AND x < '9' AND x <> 'A';
SELECT ticker FROM trades WHERE RANDOM() < 0.5 OR RANDOM() = RANDOM();
SELECT ticker FROM trades WHERE «price = NULL» OR ticker IN ('A', 'B') OR ticker NOT IN ('A', 'B');
SELECT COALESCE(id, 0) AS a, price BETWEEN 1 AND 1 AS b FROM trades WHERE price >= 5 AND price <= 5 AND volume <> 6 OR price > 7 OR price < 3;
SELECT ticker FROM trades WHERE (price > 5 OR volume > 3) AND (price < 3 OR volume < 2) AND ticker IS NOT NULL AND ticker > 'A';
