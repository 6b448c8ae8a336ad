SELECT
  CASE WHEN a = 1 THEN 'one' ELSE 'other' END,
  SUM(v) OVER (
    PARTITION BY k
    ORDER BY ts
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS running,
  COUNT(DISTINCT x) FILTER (WHERE x > 1),
  CAST(a AS DECIMAL(10, 2)),
  b::INT,
  a.b[1].c,
  -x,
  - -x,
  NOT a,
  TRIM(BOTH 'x' FROM y),
  EXTRACT(YEAR FROM ts),
  STRUCT(a AS total),
  POSITION('a' IN b),
  POSITION('a' || x IN b || 'c' || UPPER(d[1])::STRING),
  ARRAY[1, 2, 3],
  ts AT TIME ZONE 'UTC',
  JSON_OBJECT('a': 1, 'b' VALUE 2),
  `select`,
  my_Udf(x),
  x IS NOT DISTINCT FROM y,
  EXISTS (SELECT 1 FROM u WHERE u.id = t.id),
  x = ANY (SELECT id FROM u)
FROM `t` AS q;

SELECT
  SUM(
    very_long_column_name_number_one * very_long_column_name_number_two
      + very_long_column_name_number_three
  ) AS total,
  CASE
    WHEN first_condition = 'a rather long literal value'
      AND second_condition = 'another rather long literal' THEN first_result
    WHEN x THEN y
    ELSE z
  END AS what
FROM t
WHERE (
  a = 1
  OR b = 2
  OR c = 'a very long literal that does not fit on the line with the others'
  OR d = 'and one more'
)
  AND e IN (
    'alpha',
    'beta',
    'gamma',
    'delta',
    'epsilon',
    'zeta',
    'eta',
    'theta',
    'iota',
    'kappa',
    'lambda',
    'mu'
  );
