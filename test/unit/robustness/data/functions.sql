-- Functions of one's own, and expressions of every kind.

CREATE FUNCTION tonnes(kg DOUBLE) RETURNS DOUBLE LANGUAGE javascript AS $$
  // A `;` or a 'quote' here ends nothing.
  if (kg === null) { return null; }
  return kg / 1000;
$$;

CREATE AGGREGATE FUNCTION spread(value DOUBLE, weight INT) RETURNS DECIMAL(10, 2) LANGUAGE javascript AS $$
export const start = () => [Infinity, -Infinity];
export const add = ([low, high], value) => [Math.min(low, value), Math.max(high, value)];
$$;

SELECT
  CASE WHEN weight_kg > 30000 THEN 'heavy' WHEN weight_kg BETWEEN 10000 AND 30000 THEN 'middle' ELSE 'light' END AS class,
  CASE crane WHEN 'C-1' THEN 1 WHEN 'C-2' THEN 2 END AS number,
  CAST(weight_kg AS DECIMAL(10, 1)) AS w1, CAST(weight_kg, 'INT') AS w2, TRY_CAST(note AS BIGINT) AS w3, note::DOUBLE AS w4,
  EXTRACT(HOUR FROM lifted_at) AS hour, EXTRACT('DOW', lifted_at) AS dow,
  SUM(weight_kg) FILTER (WHERE crane = 'C-1') AS first_crane,
  COUNT(DISTINCT crane) AS cranes,
  PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY weight_kg DESC) AS p95,
  STRING_AGG(crane, ', ' ORDER BY crane) AS names,
  lifted_at AT TIME ZONE 'Europe/Rotterdam' AS local_time,
  ARRAY[1, 2, 3][1] AS first_of, MAP['a', 1] AS lookup, STRUCT(crane AS name, 1 AS one) AS pair,
  payload.driver.name AS driver, stops[0].berth AS first_stop, labels['fragile'] AS fragile,
  'a' || 'b' || crane AS joined, -weight_kg * 2 + 3 % 4 / 1.5 AS arithmetic,
  TRIM(BOTH ' ' FROM note) AS trimmed, SUBSTRING(note FROM 2 FOR 3) AS part, POSITION('x' IN note) AS place,
  JSON_OBJECT('crane' VALUE crane, 'kg': weight_kg) AS document,
  CURRENT_TIMESTAMP AS now, INTERVAL '5' MINUTE AS five, INTERVAL 3 DAYS AS three, TIMESTAMP '2026-01-05 14:30:00' AS then_,
  TRUE AND NOT FALSE OR NULL IS NULL AS logic, .5 + 3e-1 AS numbers
FROM crane_moves
WHERE note IS NOT NULL AND (crane ILIKE 'c-%' OR crane NOT LIKE '%x!_%' ESCAPE '!')
  AND note IS DISTINCT FROM 'none' AND checked IS NOT TRUE AND note RLIKE 'a+' AND crane NOT BETWEEN 'A' AND 'B';
