-- Precision and scale of DECIMAL results, after Flink SQL (LogicalTypeMerging): sums, products, quotients and remainders
-- of every size, and what gives way past 38 digits. A BIGINT beside a DECIMAL counts as DECIMAL(19, 0).
CREATE STREAM t (
  i BIGINT, d DOUBLE, d4_2 DECIMAL(4, 2), d10 DECIMAL(10, 0), d10_2 DECIMAL(10, 2), d10_10 DECIMAL(10, 10),
  d18_4 DECIMAL(18, 4), d25_20 DECIMAL(25, 20), d28_20 DECIMAL(28, 20), d30_10 DECIMAL(30, 10), d30_20 DECIMAL(30, 20),
  d32_8 DECIMAL(32, 8), d38_2 DECIMAL(38, 2), d38_3 DECIMAL(38, 3), d38_4 DECIMAL(38, 4), d38_5 DECIMAL(38, 5),
  d38_8 DECIMAL(38, 8), d38 DECIMAL(38, 0), d38_20 DECIMAL(38, 20), d38_38 DECIMAL(38, 38), plain DECIMAL
);

SELECT
  plain AS declared, -- => DECIMAL(10, 0)
  d10_2 + d10_2 AS a1, -- => DECIMAL(11, 2)
  d10_2 - d18_4 AS a2, -- => DECIMAL(19, 4)
  d38_8 + d32_8 AS a3, -- => DECIMAL(38, 7)
  d32_8 + d38_8 AS a4, -- => DECIMAL(38, 7)
  d30_20 + d28_20 AS a5, -- => DECIMAL(31, 20)
  d10_10 + d10_10 AS a6, -- => DECIMAL(11, 10)
  d38_5 + d38_4 AS a7, -- => DECIMAL(38, 5)
  d38 + d38_38 AS a8, -- => DECIMAL(38, 6)
  d10_2 + i AS a9, -- => DECIMAL(22, 2)
  i - d18_4 AS a10, -- => DECIMAL(24, 4)
  i + i AS a11, -- => BIGINT
  d10_2 + d AS a12, -- => DOUBLE
  i + d AS a13 -- => DOUBLE
FROM t;

SELECT
  d10_2 * d10_2 AS m1, -- => DECIMAL(21, 4)
  d30_10 * d30_10 AS m2, -- => DECIMAL(38, 6)
  d30_20 * d30_20 AS m3, -- => DECIMAL(38, 17)
  d38_2 * d38_3 AS m4, -- => DECIMAL(38, 5)
  d10_2 * i AS m5, -- => DECIMAL(30, 2)
  d18_4 * 100 AS m6, -- => DECIMAL(38, 4)
  d38_38 * d38_38 AS m7, -- => DECIMAL(38, 37)
  i * i AS m8, -- => BIGINT
  d18_4 * d AS m9 -- => DOUBLE
FROM t;

SELECT
  d32_8 / d38_8 AS q1, -- => DECIMAL(38, 6)
  d30_20 / d30_20 AS q2, -- => DECIMAL(38, 8)
  d10_2 / d10_2 AS q3, -- => DECIMAL(23, 13)
  d4_2 / d4_2 AS q4, -- => DECIMAL(11, 7)
  d10 / d4_2 AS q5, -- => DECIMAL(18, 6)
  d10_2 / i AS q6, -- => DECIMAL(30, 22)
  i / d10_2 AS q7, -- => DECIMAL(32, 11)
  d38 / d38 AS q8, -- => DECIMAL(38, 6)
  i / i AS q9, -- => DOUBLE
  d10_2 / d AS q10 -- => DOUBLE
FROM t;

SELECT
  d30_10 % d30_10 AS r1, -- => DECIMAL(30, 10)
  d30_20 % d25_20 AS r2, -- => DECIMAL(25, 20)
  d10_10 % d10_10 AS r3, -- => DECIMAL(10, 10)
  d10_2 % d18_4 AS r4, -- => DECIMAL(12, 4)
  d10_2 % i AS r5, -- => DECIMAL(10, 2)
  i % i AS r6, -- => BIGINT
  d10_2 % d AS r7, -- => DOUBLE
  MOD(i, 3) AS r8 -- => BIGINT
FROM t;

SELECT
  -d10_2 AS n1, -- => DECIMAL(10, 2)
  +d10_2 AS n2, -- => DECIMAL(10, 2)
  d10_2 + NULL AS n3, -- => DECIMAL(11, 2)
  i / NULL AS n4, -- => DOUBLE
  NULL * NULL AS n5, -- => NULL
  d10_2 + '1.005' AS s1, -- => DECIMAL(12, 3)
  '2' * i AS s2, -- => DECIMAL(21, 0)
  d + '0.5' AS s3, -- => DOUBLE
  d10_2 + 'one' AS s4 -- error: sql/literal at «'one'»
FROM t;

SELECT
  d10_2 + d10_2 * d4_2 AS p1, -- => DECIMAL(16, 4)
  (d10_2 + d10_2) * d4_2 AS p2, -- => DECIMAL(16, 4)
  1 - 0.25 * d4_2 AS p3, -- => DECIMAL(24, 4)
  CASE WHEN i > 0 THEN d10_2 ELSE d18_4 END AS c1, -- => DECIMAL(18, 4)
  CASE WHEN i > 0 THEN d10_2 ELSE i END AS c2, -- => DECIMAL(21, 2)
  COALESCE(d10_2, 0) AS c3, -- => DECIMAL(21, 2)
  COALESCE(d38_20, d38) AS c4, -- => DECIMAL(38, 0)
  COALESCE(d10_2, d) AS c5 -- => DOUBLE
FROM t;

SELECT
  SUM(i) AS s1, -- => BIGINT
  SUM(d) AS s2, -- => DOUBLE
  SUM(d10_2) AS s3, -- => DECIMAL(38, 2)
  SUM(d38_38) AS s4, -- => DECIMAL(38, 38)
  AVG(i) AS a1, -- => DOUBLE
  AVG(d) AS a2, -- => DOUBLE
  AVG(d38_20) AS a3, -- => DECIMAL(38, 20)
  AVG(d38_2) AS a4, -- => DECIMAL(38, 6)
  AVG(d38_8) AS a5, -- => DECIMAL(38, 8)
  AVG(d30_20) AS a6, -- => DECIMAL(38, 20)
  AVG(d10_10) AS a7, -- => DECIMAL(38, 10)
  MIN(d10_2) AS x1, -- => DECIMAL(10, 2)
  MAX(i) AS x2, -- => BIGINT
  COUNT(*) AS c1, -- => BIGINT
  COUNT(DISTINCT d) AS c2, -- => BIGINT
  STDDEV(d) AS v1, -- => DOUBLE
  VARIANCE(i) AS v2, -- => DOUBLE
  SUM(d10_2) / COUNT(*) AS m1, -- => DECIMAL(38, 6)
  SUM(d10_2 * i) AS m2 -- => DECIMAL(38, 2)
FROM t;

SELECT
  ROUND(d32_8, 5) AS r1, -- => DECIMAL(30, 5)
  ROUND(d32_8, 10) AS r2, -- => DECIMAL(32, 8)
  ROUND(d30_20, 18) AS r3, -- => DECIMAL(29, 18)
  ROUND(d10_10, 2) AS r4, -- => DECIMAL(3, 2)
  ROUND(d) AS r5, -- => DOUBLE
  ABS(d10_2) AS r6 -- => DECIMAL(10, 2)
FROM t;
