-- Windows of fixed size have a next one; a session of another relation is none of its business.
CREATE STREAM trades (ticker STRING, ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE STREAM clicks (name STRING, ts TIMESTAMP, WATERMARK FOR ts AS ts) WITH ('late.data.strategy' = 'include_in_next_window');
SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW SESSION(INTERVAL '5' MINUTE);
SELECT name, COUNT(*) AS n FROM clicks GROUP BY name WINDOW TUMBLING(INTERVAL '5' MINUTE);
SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW TUMBLING(INTERVAL '5' MINUTE) WITH ('late.data.strategy' = 'include_in_next_window');
