CREATE STREAM calls (gate STRING, ms BIGINT) WITH ('topic' = 'calls', 'format' = 'json');

-- Headers are read and changed where a row has its record: what is set goes on, what is removed is gone.
CREATE STREAM traced AS
SELECT gate, HEADER('trace') AS trace, HEADER_KEYS() AS names, SET_HEADER('took', ms) AS took, REMOVE_HEADER('secret') AS secret
FROM calls
WHERE HEADER('probe') IS NULL;

-- The next statement sees them so; to group by one it is made a column first.
CREATE TABLE per_trace AS
SELECT trace, COUNT(*) AS calls, MAX(took) AS slowest
FROM (SELECT trace, HEADER('took') AS took, HAS_HEADER('secret') AS told FROM traced) AS t
WHERE NOT told
GROUP BY trace;

CREATE STREAM running AS
SELECT gate, HEADER('trace') AS trace, SUM(ms) OVER (PARTITION BY gate ORDER BY _event_time ROWS UNBOUNDED PRECEDING) AS total
FROM calls;
