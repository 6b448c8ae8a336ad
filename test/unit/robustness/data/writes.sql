-- What is written: inserts, INTO, changes as they happen, and keys.

INSERT INTO archive (move_id, crane, kg)
SELECT move_id, crane, weight_kg FROM crane_moves WHERE day < DATE '2026-01-01';

INSERT INTO berths VALUES ('B-01', 'north', 42000), ('B-02', 'south', NULL), ('B-03', 'O''Neill quay', -1);
INSERT INTO totals WITH t AS (SELECT crane FROM crane_moves) SELECT crane, COUNT(*) FROM t GROUP BY crane;

SELECT crane, COUNT(*) AS n
FROM crane_moves
GROUP BY crane
EMIT CHANGES
INTO crane_counts
WITH ('crane_counts.type' = 'kafka_sink', 'changelog.mode' = 'retract', 'decimal.format' = 'string')
WITH ('late.data.strategy' = 'update_previous', 'late.retention' = '1d');

SELECT crane PRIMARY KEY, terminal AS key PRIMARY KEY, HEADER('trace') AS trace FROM crane_moves EMIT FINAL INTO 'file://out/rows.jsonl';
UPDATE berths SET max_weight = max_weight + 1, terminal = 'east' WHERE berth = 'B-01';
DELETE FROM berths WHERE terminal IS NULL;
