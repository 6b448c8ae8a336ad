-- Literals: their type is what their text says (DIALECT §1); string literals are read as what stands beside them (§4).
CREATE STREAM t (b BOOLEAN, i BIGINT, d DOUBLE, p DECIMAL(10, 2), s STRING, day DATE, clock TIME, at TIMESTAMP);

SELECT
  0.3 AS n1, -- => DECIMAL(2, 1)
  3e-1 AS n2, -- => DOUBLE
  3E5 AS n3, -- => DOUBLE
  .5 AS n4, -- => DECIMAL(1, 1)
  12.50 AS n5, -- => DECIMAL(4, 2)
  0 AS n6, -- => BIGINT
  9223372036854775807 AS n7, -- => BIGINT
  -9223372036854775808 AS n8, -- => BIGINT
  9223372036854775808 AS n9, -- => DECIMAL(19, 0)
  -9223372036854775809 AS n10, -- => DECIMAL(19, 0)
  99999999999999999999999999999999999999 AS n11, -- => DECIMAL(38, 0)
  0.00000000000000000000000000000000000001 AS n12, -- => DECIMAL(38, 38)
  -1.5 AS n13, -- => DECIMAL(2, 1)
  1 AS one, -- => BIGINT
  123456789012345678901234567890123456789 AS big -- error: sql/literal at «123456789012345678901234567890123456789»
FROM t;

SELECT
  'text' AS s1, -- => STRING
  '' AS s2, -- => STRING
  'it''s' AS s3, -- => STRING
  TRUE AS b1, -- => BOOLEAN
  false AS b2, -- => BOOLEAN
  NULL AS x, -- => NULL
  DATE '2026-11-21' AS t1, -- => DATE
  TIME '09:30:00' AS t2, -- => TIME
  TIMESTAMP '2026-11-21 09:30:00.123456' AS t3, -- => TIMESTAMP
  TIMESTAMP '2026-11-21T09:30:00Z' AS t4, -- => TIMESTAMP
  DATE '2026-13-01' AS bad -- error: sql/literal at «DATE '2026-13-01'»
FROM t;

SELECT "double" AS s FROM t;
-- warning: sql/double-quoted-string at «"double"»
-- => s STRING

SELECT
  INTERVAL '250' MILLISECOND AS i1, -- => INTERVAL
  INTERVAL '5' SECOND AS i2, -- => INTERVAL
  INTERVAL 5 MINUTES AS i3, -- => INTERVAL
  INTERVAL '1' HOUR AS i4, -- => INTERVAL
  INTERVAL '1' DAY AS i5, -- => INTERVAL
  INTERVAL '2' WEEKS AS i6, -- => INTERVAL
  INTERVAL '1' MONTH AS i7, -- => INTERVAL
  INTERVAL '1' YEAR AS i8, -- => INTERVAL
  INTERVAL '5 minutes' AS i9, -- => INTERVAL
  INTERVAL '5m' AS i10, -- => INTERVAL
  INTERVAL 5m AS i11, -- => INTERVAL
  5s AS i12, -- => INTERVAL
  250ms AS i13, -- => INTERVAL
  INTERVAL '5' AS none, -- error: sql/literal at «INTERVAL '5'»
  INTERVAL '5' FORTNIGHT AS odd, -- error: sql/literal at «INTERVAL '5' FORTNIGHT»
  INTERVAL 'x' DAY AS word -- error: sql/literal at «INTERVAL 'x' DAY»
FROM t;

SELECT INTERVAL '5' SECOND AS a, INTERVAL '1' MONTH AS b, 250ms AS c, INTERVAL '1.5' HOUR AS d FROM t;
-- items: 0:5000000, 1:0, 0:250000, 0:5400000000

SELECT
  at + INTERVAL '1' DAY AS a1, -- => TIMESTAMP
  at - 5s AS a2, -- => TIMESTAMP
  at - at AS a3, -- => INTERVAL
  at + '5 minutes' AS a4, -- => TIMESTAMP
  day + INTERVAL '1' MONTH AS a5, -- => DATE
  day + 1 AS a6, -- => DATE
  day - day AS a7, -- => INTERVAL
  5s + 10s AS a8, -- => INTERVAL
  2 * INTERVAL '5' MINUTE AS a9, -- => INTERVAL
  -INTERVAL '5' MINUTE AS a10, -- => INTERVAL
  at + at AS a11, -- error: sql/operand-type at «at + at»
  at * 2 AS a12, -- error: sql/operand-type at «at * 2»
  s + 1 AS a13, -- error: sql/operand-type at «s + 1»
  b + 1 AS a14, -- error: sql/operand-type at «b + 1»
  -s AS a15 -- error: sql/operand-type at «-s»
FROM t;

SELECT i FROM t WHERE p > '100.00' AND i = '5' AND d < '1.5' AND at >= '2026-11-21' AND day = '2026-11-21' AND b = 'true';
-- where: ((p > 100.00) AND (i = 5) AND (d < 1.5) AND (at >= 2026-11-21T00:00:00Z) AND (day = 2026-11-21) AND (b = TRUE))

SELECT i FROM t WHERE i BETWEEN '1' AND '5' AND p IN ('1.5', 2);
-- where: (((i >= 1) AND (i <= 5)) AND ((p = 1.5) OR (p = 2)))

SELECT
  i = 'five' AS e1, -- error: sql/literal at «'five'»
  at = 'noon' AS e2, -- error: sql/literal at «'noon'»
  s = 5 AS e3, -- error: sql/operand-type at «s = 5»
  at = i AS e4, -- error: sql/operand-type at «at = i»
  b > 1 AS e5, -- error: sql/operand-type at «b > 1»
  day = at AS e6, -- => BOOLEAN
  i = d AS e7, -- => BOOLEAN
  i = p AS e8 -- => BOOLEAN
FROM t;

SELECT i FROM t WHERE 5;
-- error: sql/condition-type at «5»
SELECT i FROM t WHERE s;
-- error: sql/condition-type at «s»
SELECT i FROM t WHERE NULL;
-- where: NULL
