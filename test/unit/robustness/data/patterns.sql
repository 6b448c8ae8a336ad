-- MATCH_RECOGNIZE: a crane that slows down, stops and starts again.

SELECT *
FROM crane_speed MATCH_RECOGNIZE (
  PARTITION BY crane
  ORDER BY measured_at
  MEASURES
    FIRST(FAST.measured_at) AS began,
    LAST(SLOW.measured_at) AS slowed,
    FINAL COUNT(SLOW.speed) AS slow_rows,
    RUNNING AVG(speed) AS mean_speed
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (FAST+ SLOW{2,} STOP? (GO | CRAWL)*?)
  WITHIN INTERVAL '10' MINUTE
  DEFINE
    FAST AS speed > 2.5,
    SLOW AS speed < PREV(speed) AND speed > 0,
    STOP AS speed = 0,
    GO AS speed > NEXT(speed, 1) OR LAST(SLOW.speed) < speed
) AS stops;

SELECT m.crane FROM crane_speed MATCH_RECOGNIZE (
  PARTITION BY crane, shift ORDER BY measured_at
  MEASURES A.speed AS first_speed
  ALL ROWS PER MATCH WITH UNMATCHED ROWS
  AFTER MATCH SKIP TO NEXT ROW
  PATTERN (A B{3} {- C{1,2}? -} (D | E)+)
  SUBSET both = (A, B)
  DEFINE A AS speed > 1, B AS both.speed < 9, C AS TRUE
) AS m;
