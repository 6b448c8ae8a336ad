CREATE STREAM a (k STRING, t BIGINT) WITH ('topic' = 'a', 'format' = 'json', 'event.time.field' = 't');
CREATE STREAM b (k STRING, t BIGINT) WITH ('topic' = 'b', 'format' = 'json', 'event.time.field' = 't');

SELECT k, COUNT(*) AS n
FROM (SELECT k, t FROM a UNION ALL SELECT k, t FROM b) AS both_of_them
GROUP BY k
WINDOW TUMBLING(10s);
