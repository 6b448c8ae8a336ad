-- Windows in every spelling, and the clauses around them in more than one order.

SELECT crane, COUNT(*) AS moves, SUM(weight_kg) AS total
FROM crane_moves
WHERE weight_kg > 0
GROUP BY crane
WINDOW TUMBLING(5m) GRACE 30s
HAVING COUNT(*) >= 3
EMIT FINAL;

SELECT crane, AVG(weight_kg) FROM crane_moves WINDOW TUMBLING(lifted_at, INTERVAL '10' MINUTE) GROUP BY crane;
SELECT crane, MIN(weight_kg) FROM crane_moves GROUP BY crane WINDOW TUMBLING(1h, lifted_at) EMIT CHANGES;
SELECT crane, MAX(weight_kg) FROM crane_moves GROUP BY crane HAVING MAX(weight_kg) > 1e4 WINDOW SLIDING(10m, 1m);
SELECT crane, COUNT(*) FROM crane_moves GROUP BY crane WINDOW HOPPING(m.lifted_at, '10m', '1m') EMIT EVERY 1m;
SELECT crane, COUNT(*) FROM crane_moves GROUP BY crane WINDOW SESSION(15m);
SELECT crane, COUNT(*) FROM crane_moves GROUP BY crane WINDOW SESSION(lifted_at, INTERVAL 15 MINUTES, crane);
SELECT crane, COUNT(*) FROM crane_moves GROUP BY crane WINDOW CUMULATE(1m, 1h) WITH ('window.grace' = '10s') EMIT CHANGES;
SELECT TUMBLE_START(lifted_at, INTERVAL '1' DAY) AS day, COUNT(*) FROM crane_moves GROUP BY TUMBLE(lifted_at, INTERVAL '1' DAY);
SELECT crane, window_start, window_end, SUM(weight_kg) AS kg
FROM TABLE(HOP(TABLE crane_moves, DESCRIPTOR(lifted_at), INTERVAL '5' MINUTE, INTERVAL '1' HOUR)) AS hops
GROUP BY crane, window_start, window_end;
SELECT crane, window, COUNT(*) FROM crane_moves GROUP BY crane, 2, HOP(lifted_at, 1m, 1h), SESSION(lifted_at, 5m);
SELECT * FROM crane_moves WITH ('event.time.field' = 'lifted_at') WHERE crane LIKE 'C-%' WINDOW TUMBLING(1m);
SELECT crane, COUNT(*) AS n FROM crane_moves GROUP BY crane WITH LOCAL_AGGREGATION (PARTITION_SIZE = 64, FLUSH_INTERVAL = '30 seconds') WINDOW TUMBLING(1w);
