-- every clause stands somewhere else
SELECT a, COUNT(*) AS n
FROM t
WHERE x > 1
GROUP BY a
-- why the window stands here
WINDOW TUMBLING(1m) GRACE 5s -- a minute
HAVING COUNT(*) > 1
ORDER BY n DESC NULLS LAST
LIMIT 5
EMIT CHANGES
INTO out
WITH ('t.type' = 'kafka_source')
WITH (
  'out.type'        = 'kafka_sink',
  'out.config_file' = 'x.yaml'
);

SELECT a
FROM t
JOIN u ON t.id = u.id AND u.kind = 'a long enough literal' AND t.kind = 'another long literal'
  WITHIN INTERVAL '1' HOUR
LEFT OUTER JOIN v ON v.id = u.id, w
WHERE x = 1;
