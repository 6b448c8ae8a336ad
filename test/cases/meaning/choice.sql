-- CASE, COALESCE and their kind: the type all results have in common; CAST in all its forms.
CREATE STREAM t (b BOOLEAN, i BIGINT, d DOUBLE, p DECIMAL(10, 2), s STRING, day DATE, at TIMESTAMP, raw JSON, list ARRAY<BIGINT>);

SELECT
  CASE WHEN b THEN 1 END AS c1, -- => BIGINT
  CASE WHEN b THEN 1 ELSE 2.5 END AS c2, -- => DECIMAL(20, 1)
  CASE WHEN b THEN i WHEN i > 1 THEN d ELSE NULL END AS c3, -- => DOUBLE
  CASE i WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END AS c4, -- => STRING
  CASE i WHEN '1' THEN TRUE END AS c5, -- => BOOLEAN
  CASE WHEN b THEN day ELSE at END AS c6, -- => TIMESTAMP
  CASE WHEN b THEN NULL ELSE NULL END AS c7, -- => NULL
  CASE WHEN b THEN raw ELSE i END AS c8, -- => JSON
  CASE WHEN b THEN 1 ELSE 'x' END AS c9, -- error: sql/case-types at «'x'»
  CASE WHEN i THEN 1 END AS c10, -- error: sql/condition-type at «i»
  CASE s WHEN 1 THEN 1 END AS c11 -- error: sql/operand-type at «1»
FROM t;

SELECT
  COALESCE(i, 0) AS o1, -- => BIGINT
  COALESCE(NULL, s, 'x') AS o2, -- => STRING
  IFNULL(p, 0) AS o3, -- => DECIMAL(21, 2)
  NULLIF(i, 0) AS o4, -- => BIGINT
  IF(b, 1, 2) AS o5, -- => BIGINT
  COALESCE(at, '2026-01-01') AS o6, -- => TIMESTAMP
  COALESCE(i, 'x') AS o7, -- error: sql/call at «i»
  GREATEST(i, p) AS o8 -- => DECIMAL(21, 2)
FROM t;

SELECT
  CAST(s AS BIGINT) AS k1, -- => BIGINT
  CAST(s, 'DECIMAL(12, 3)') AS k2, -- => DECIMAL(12, 3)
  CAST(s, INT) AS k3, -- => BIGINT
  TRY_CAST(s AS DOUBLE) AS k4, -- => DOUBLE
  s::TIMESTAMP AS k5, -- => TIMESTAMP
  i::STRING AS k6, -- => STRING
  p::DECIMAL(4,1) AS k7, -- => DECIMAL(4, 1)
  CAST(i AS VARCHAR(10)) AS k8, -- => STRING
  CAST(s AS TIMESTAMP(3)) AS k9, -- => TIMESTAMP
  CAST(raw AS ARRAY<STRING>) AS k10, -- => ARRAY<STRING>
  CAST(list AS ARRAY<DOUBLE>) AS k11, -- => ARRAY<DOUBLE>
  CAST(NULL AS STRING) AS k12, -- => STRING
  CAST(i AS TIMESTAMP) AS k13, -- => TIMESTAMP
  CAST(s AS TEXT) AS k14, -- => STRING
  -s::BIGINT AS k15, -- => BIGINT
  CAST(list AS BIGINT) AS e1, -- error: sql/cast at «CAST(list AS BIGINT)»
  CAST(day AS BIGINT) AS e2, -- error: sql/cast at «CAST(day AS BIGINT)»
  CAST(s AS MONEY) AS e3, -- error: sql/unknown-type at «MONEY»
  CAST(s AS DECIMAL(40, 2)) AS e4, -- error: sql/unknown-type at «DECIMAL(40, 2)»
  CAST(s, 'WORD') AS e5, -- error: sql/unknown-type at «'WORD'»
  CAST(s) AS e6 -- error: sql/unknown-type at «CAST(s)»
FROM t;

SELECT TRY_CAST(s AS BIGINT) AS a, s::DATE AS b, CAST(i, 'STRING') AS c FROM t;
-- items: TRY_CAST(s AS BIGINT), CAST(s AS DATE), CAST(i AS STRING)
SELECT COALESCE(i, 1 / 0) AS a FROM t;
-- items: CASE WHEN (CAST(i AS DOUBLE) IS NOT NULL) THEN CAST(i AS DOUBLE) ELSE (1 / 0) END
SELECT EXTRACT(YEAR FROM at) AS a, EXTRACT('hour', at) AS b, at AT TIME ZONE 'Europe/Berlin' AS c, YEAR(at) AS d FROM t;
-- => a BIGINT, b BIGINT, c TIMESTAMP, d BIGINT
SELECT POSITION(s || 'x' IN UPPER(s) || 'y' || s) AS a, POSITION('b' IN s || 'c') + 1 AS b, POSITION('c' IN (s || 'd')) AS c FROM t;
-- items: POSITION((s || 'x'), (UPPER(s) || 'y' || s)), (POSITION('b', (s || 'c')) + 1), POSITION('c', (s || 'd'))
