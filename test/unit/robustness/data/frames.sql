-- OVER with every kind of frame, named windows, and row buffers.

SELECT
  crane,
  lifted_at,
  AVG(weight_kg) OVER (PARTITION BY crane ORDER BY lifted_at ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS last_ten,
  SUM(weight_kg) OVER (PARTITION BY crane ORDER BY lifted_at RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS last_hour,
  COUNT(*) OVER (PARTITION BY crane, DATE_TRUNC('day', lifted_at) ORDER BY lifted_at ROWS UNBOUNDED PRECEDING) AS so_far,
  MAX(weight_kg) OVER (ORDER BY lifted_at RANGE 10m PRECEDING) AS peak,
  FIRST_VALUE(note) IGNORE NULLS OVER (PARTITION BY crane ORDER BY lifted_at ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_note,
  LAG(weight_kg, 1, 0) OVER by_crane AS before_this,
  LEAD(weight_kg) OVER by_crane AS after_this,
  RANK() OVER (PARTITION BY crane ORDER BY weight_kg DESC NULLS LAST, lifted_at ASC) AS place,
  NTILE(4) OVER (ORDER BY weight_kg) AS quarter
FROM crane_moves
WINDOW by_crane AS (PARTITION BY crane ORDER BY lifted_at), everything AS ();

SELECT crane, AVG(weight_kg) OVER (ROWS WINDOW BUFFER 100 ROWS PARTITION BY crane ORDER BY lifted_at) AS mean_100,
  STDDEV(weight_kg) OVER (ROWS WINDOW BUFFER 20 ROWS PARTITION BY crane ORDER BY lifted_at ROWS BETWEEN 5 PRECEDING AND 1 PRECEDING) AS spread
FROM crane_moves;

SELECT * FROM (
  SELECT crane, container_no, weight_kg, ROW_NUMBER() OVER (PARTITION BY crane ORDER BY weight_kg DESC) AS rn
  FROM crane_moves
) AS ranked
WHERE rn <= 3;
