-- Joins: windows on two streams, a table as of a row's time, an interval in ON and in WHERE.

SELECT m.container_no, m.crane, g.gate, g.scanned_at
FROM crane_moves AS m
INNER JOIN gate_scans g ON m.container_no = g.container_no WITHIN 2h GRACE 5m
WHERE g.gate <> 'closed';

SELECT m.*, b.terminal
FROM crane_moves m
LEFT OUTER JOIN berths FOR SYSTEM_TIME AS OF m.lifted_at AS b ON b.berth = m.berth;

SELECT m.move_id, s.seal_no
FROM crane_moves m
FULL OUTER JOIN seals s
  ON m.container_no = s.container_no
 AND s.checked_at BETWEEN m.lifted_at AND m.lifted_at + INTERVAL '1' HOUR;

SELECT m.move_id, s.seal_no
FROM crane_moves m
RIGHT JOIN seals s USING (container_no)
WITHIN INTERVAL '30' MINUTE;

SELECT a.berth, b.berth AS other FROM berths a CROSS JOIN berths b;
SELECT a.crane, b.terminal FROM crane_moves a, berths b WHERE a.berth = b.berth AND a.lifted_at >= b.opened_at AND a.lifted_at < b.closed_at;
SELECT m.move_id, tag FROM crane_moves AS m CROSS JOIN UNNEST(m.tags) WITH ORDINALITY AS t (tag, place);
SELECT k.name, x.total
FROM 'kafka://broker-1/keys' AS k
JOIN LATERAL (SELECT SUM(weight_kg) AS total FROM crane_moves WHERE crane = k.crane) AS x ON TRUE;
SELECT f.line FROM 'file://var/log/cranes.log' f WHERE f.line REGEXP '^ERR';
