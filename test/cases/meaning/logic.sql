-- Tests and three-valued logic: every test is a BOOLEAN, precedence is standard SQL's.
CREATE STREAM t (b BOOLEAN, c BOOLEAN, i BIGINT, j BIGINT, s STRING, u STRING, tags ARRAY<STRING>);

SELECT
  b AND c OR NOT b AS l1, -- => BOOLEAN
  i = j AS l2, -- => BOOLEAN
  i <> j AS l3, -- => BOOLEAN
  i != j AS l4, -- => BOOLEAN
  i == j AS l5, -- => BOOLEAN
  i IS NULL AS l6, -- => BOOLEAN
  b IS NOT TRUE AS l7, -- => BOOLEAN
  b IS UNKNOWN AS l8, -- => BOOLEAN
  i IS NOT DISTINCT FROM j AS l9, -- => BOOLEAN
  i IN (1, 2, j) AS l10, -- => BOOLEAN
  s NOT LIKE 'a%' AS l11, -- => BOOLEAN
  s ILIKE '%x_' AS l12, -- => BOOLEAN
  s REGEXP '^a' AS l13, -- => BOOLEAN
  s RLIKE 'b$' AS l14, -- => BOOLEAN
  i NOT BETWEEN 1 AND j AS l15, -- => BOOLEAN
  NOT b AS l16, -- => BOOLEAN
  s || i AS l17, -- => STRING
  NULL AND b AS l18 -- => BOOLEAN
FROM t;

SELECT i FROM t WHERE b OR c AND NOT b = c;
-- where: (b OR (c AND (NOT (b = c))))
SELECT i FROM t WHERE i + 1 * 2 - 3 > j % 2;
-- where: (((i + (1 * 2)) - 3) > (j % 2))
SELECT i FROM t WHERE s || 'x' = u || 'y' AND -i < - -j;
-- where: (((s || 'x') = (u || 'y')) AND ((- i) < (- (- j))))
SELECT i FROM t WHERE NOT i = 1 AND NOT (i = 2 OR i = 3);
-- where: ((NOT (i = 1)) AND (NOT ((i = 2) OR (i = 3))))
SELECT i FROM t WHERE i NOT IN (1, 2) AND i IN (3);
-- where: ((NOT ((i = 1) OR (i = 2))) AND (i = 3))
SELECT i FROM t WHERE i IS NOT DISTINCT FROM j AND i IS DISTINCT FROM 5;
-- where: ((i IS NOT DISTINCT FROM j) AND (i IS DISTINCT FROM 5))
SELECT i FROM t WHERE b IS NOT TRUE AND i IS NULL AND c IS FALSE AND c IS NOT UNKNOWN;
-- where: ((b IS NOT TRUE) AND (i IS NULL) AND (c IS FALSE) AND (c IS NOT NULL))
SELECT i FROM t WHERE s LIKE '50!%' ESCAPE '!';
-- where: (s LIKE '50\%')
SELECT i FROM t WHERE s REGEXP '(';
-- error: sql/literal at «'('»
SELECT i FROM t WHERE i LIKE '5%';
-- error: sql/operand-type at «i»
SELECT i FROM t WHERE i IS TRUE;
-- error: sql/condition-type at «i»
SELECT i FROM t WHERE s IN tags;
-- error: sql/operand-type at «s IN tags»
SELECT i FROM t WHERE EXISTS (SELECT 1) AND i > ANY (SELECT 2) AND i <= ALL (SELECT 3);
-- where: ((exists query) AND (i > any query) AND (i <= all query))
