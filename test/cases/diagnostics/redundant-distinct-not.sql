-- Not all keys, several windows, counted values, and changes of a STREAM.
CREATE STREAM trades (ticker STRING, volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
SELECT DISTINCT COUNT(*) AS n FROM (VALUES ('A'), ('B')) AS v(country) GROUP BY country;
SELECT DISTINCT ticker FROM trades GROUP BY ticker WINDOW TUMBLING(INTERVAL '1' MINUTE) WITH ('state.ttl' = '1h');
SELECT COUNT(DISTINCT country) AS n, SUM(DISTINCT x) AS total FROM (VALUES ('A', 1)) AS v(country, x);
CREATE STREAM seen AS SELECT DISTINCT ticker FROM trades GROUP BY ticker WITH ('state.ttl' = '1h');
