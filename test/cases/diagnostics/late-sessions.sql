-- The strategy of the statement, and that of a source.
-- expect: sql/late-sessions at «'include_in_next_window'»
-- expect: sql/late-sessions at «WINDOW SESSION(INTERVAL '5' MINUTE)»
CREATE STREAM trades (ticker STRING, ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE STREAM clicks (name STRING, ts TIMESTAMP, WATERMARK FOR ts AS ts) WITH ('late.data.strategy' = 'include_in_next_window');
SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW SESSION(INTERVAL '5' MINUTE) WITH ('trades.late.data.strategy' = «'include_in_next_window'»);
SELECT name, COUNT(*) AS n FROM clicks GROUP BY name «WINDOW SESSION(INTERVAL '5' MINUTE)»;
