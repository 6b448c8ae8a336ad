CREATE STREAM a (x BIGINT) WITH ('topic' = 'a', 'format' = 'json');
CREATE STREAM b (x BIGINT) WITH ('topic' = 'b', 'format' = 'json');
CREATE STREAM alerts (x BIGINT) WITH ('topic' = 'alerts', 'format' = 'json');

INSERT INTO alerts SELECT x FROM a;
INSERT INTO alerts SELECT -x AS x FROM b;
SELECT STRING_AGG(x, ',' ORDER BY x DESC NULLS FIRST) AS all_of_them, COUNT(*) AS n FROM alerts;
