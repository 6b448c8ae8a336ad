-- Common tables, subqueries everywhere, unions, sorting and limits.

WITH recent AS (
  SELECT * FROM crane_moves WHERE lifted_at > NOW() - INTERVAL '1' DAY
), heavy (crane, kg) AS (
  SELECT crane, SUM(weight_kg) FROM recent GROUP BY crane HAVING SUM(weight_kg) > 1000000
)
SELECT DISTINCT r.crane, h.kg, (SELECT MAX(terminal) FROM berths b WHERE b.berth = r.berth) AS terminal
FROM recent r JOIN heavy AS h ON r.crane = h.crane WITHIN 1d
WHERE EXISTS (SELECT 1 FROM seals s WHERE s.container_no = r.container_no)
  AND r.berth NOT IN (SELECT berth FROM berths WHERE max_weight < 40000)
  AND r.weight_kg > ALL (SELECT weight_kg FROM limits)
  AND r.weight_kg = ANY (SELECT weight_kg FROM samples)
ORDER BY h.kg DESC NULLS LAST, 1
LIMIT 100;

SELECT crane, 'move' AS what FROM crane_moves
UNION ALL
SELECT crane, 'repair' FROM repairs
UNION
(SELECT crane, 'idle' FROM idle_cranes LIMIT 5)
ORDER BY crane
LIMIT 10
EMIT CHANGES
INTO crane_events
WITH ('crane_events.type' = 'kafka_sink');

(SELECT 1 AS one) UNION ALL SELECT 2;
SELECT 1;
SELECT 1 AS one, 'two' AS two LIMIT 1;
SELECT v.a, v.b FROM (VALUES (1, 'x'), (2, 'y')) AS v (a, b);
SELECT nested.n FROM (SELECT inner_most.n FROM (SELECT COUNT(*) AS n FROM crane_moves) AS inner_most) AS nested WHERE nested.n > 0;
