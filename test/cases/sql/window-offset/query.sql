CREATE STREAM tides (harbour STRING, metres DECIMAL(4, 2), seen TIMESTAMP, WATERMARK FOR seen AS seen)
WITH ('topic' = 'tides', 'format' = 'json');

CREATE TABLE days AS
SELECT harbour, window_start AS since, window_time AS of, DATE_TRUNC('month', window_start) AS month, MAX(metres) AS most
FROM TABLE(TUMBLE(TABLE tides, DESCRIPTOR(seen), INTERVAL '1' DAY, INTERVAL '-8' HOUR)) AS t
GROUP BY harbour, window_start, window_time, DATE_TRUNC('month', window_start);

CREATE TABLE weeks AS
SELECT harbour, COUNT(*) AS days
FROM days
GROUP BY harbour
WINDOW TUMBLING(of, 7d);
