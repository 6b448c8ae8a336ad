-- Windows in every spelling and order of arguments; their bounds; the time of a windowed result for the next query.
CREATE STREAM trades (symbol STRING, price DECIMAL(10, 2), ts TIMESTAMP, made TIMESTAMP, word STRING, n BIGINT, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE STREAM loose;

SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(1m);
-- window: tumbling 60000
-- windowed: true
-- time: its own, bound 5000
-- key: symbol
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(ts, INTERVAL '1' MINUTE);
-- window: tumbling 60000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(INTERVAL '1' MINUTE, ts);
-- window: tumbling 60000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLE(trades.ts, '1 minute');
-- window: tumbling 60000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(1h, 15m);
-- window: tumbling 3600000 offset 900000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(1d, INTERVAL '-8' HOUR);
-- window: tumbling 86400000 offset -28800000
SELECT COUNT(*) AS c FROM TABLE(HOP(TABLE trades, DESCRIPTOR(ts), 1h, 1d, -8h)) GROUP BY window_start, window_end;
-- window: sliding 86400000 by 3600000 offset -28800000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW SLIDING(10m, 5m);
-- window: sliding 600000 by 300000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW SLIDING(ts, 10m, 5m);
-- window: sliding 600000 by 300000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW HOPPING(ts, 5m, 10m);
-- window: sliding 600000 by 300000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol, HOP(ts, INTERVAL '5' MINUTE, INTERVAL '10' MINUTE);
-- window: sliding 600000 by 300000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW SESSION(30m);
-- window: session 1800000
SELECT COUNT(*) AS c FROM trades WINDOW SESSION(ts, 30m, symbol);
-- window: session 1800000
-- grouped by: symbol = symbol
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol, SESSION(ts, INTERVAL '30' MINUTE);
-- window: session 1800000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW CUMULATE(1h, 1d);
-- window: cumulate 86400000 by 3600000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY TUMBLE(ts, INTERVAL '1' HOUR), symbol;
-- window: tumbling 3600000
SELECT symbol, COUNT(*) AS c FROM trades WINDOW TUMBLING(1m) GRACE 10s GROUP BY symbol HAVING COUNT(*) > 1;
-- window: tumbling 60000 grace 10000
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(1m) WITH ('window.grace' = '15s');
-- window: tumbling 60000 grace 15000
SELECT symbol, window_start, window_end, COUNT(*) AS c FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '10' MINUTES)) GROUP BY symbol, window_start, window_end;
-- => symbol STRING, window_start TIMESTAMP, window_end TIMESTAMP, c BIGINT
-- window: tumbling 600000
-- grouped by: symbol = symbol
SELECT * FROM TABLE(HOP(TABLE trades, DESCRIPTOR(ts), INTERVAL '5' MINUTE, INTERVAL '10' MINUTE)) AS w;
-- warning: sql/window-without-aggregate at «TABLE(HOP(TABLE trades, DESCRIPTOR(ts), INTERVAL '5' MINUTE, INTERVAL '10' MINUTE)) AS w»
-- => symbol STRING, price DECIMAL(10, 2), ts TIMESTAMP, made TIMESTAMP, word STRING, n BIGINT, window_start TIMESTAMP, window_end TIMESTAMP
SELECT COUNT(*) AS c FROM TABLE(SESSION(TABLE trades PARTITION BY symbol, DESCRIPTOR(ts), INTERVAL '5' MINUTE)) GROUP BY symbol, window_start, window_end;
-- window: session 300000
SELECT COUNT(*) AS c FROM TABLE(CUMULATE(TABLE trades, DESCRIPTOR(ts), INTERVAL '2' MINUTE, INTERVAL '10' MINUTE)) GROUP BY window_start, window_end;
-- window: cumulate 600000 by 120000
SELECT TUMBLE_START(ts, INTERVAL '1' MINUTE) AS a, TUMBLE_END(ts, INTERVAL '1' MINUTE) AS b, WINDOW_START() AS c, WINDOW_END AS d, window_start AS e, _window_end AS f, COUNT(*) AS n FROM trades GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE);
-- => a TIMESTAMP, b TIMESTAMP, c TIMESTAMP, d TIMESTAMP, e TIMESTAMP, f TIMESTAMP, n BIGINT
SELECT symbol, SESSION_DURATION() AS d, HOP_START() AS h, COUNT(*) AS n FROM trades GROUP BY symbol WINDOW SESSION(5m);
-- warning: sql/window-bound at «HOP_START»
-- => symbol STRING, d INTERVAL, h TIMESTAMP, n BIGINT
SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(1m) HAVING window_end > TIMESTAMP '2026-01-01';
-- having: (window_end > 2026-01-01T00:00:00Z)
SELECT window_start AS s, price FROM trades WINDOW TUMBLING(1m) HAVING price > 5;
-- warning: sql/window-without-aggregate at «WINDOW TUMBLING(1m)»
-- having: (price > 5)
SELECT symbol, TUMBLE_START() AS s FROM trades GROUP BY symbol;
-- error: sql/window-bound at «TUMBLE_START()»
SELECT symbol, window_start FROM trades;
-- error: sql/unknown-column at «window_start»
SELECT COUNT(*) AS c FROM trades WHERE window_start > ts WINDOW TUMBLING(1m);
-- error: sql/window-bound at «window_start»
SELECT COUNT(*) AS c FROM trades WINDOW TUMBLING(0s);
-- error: sql/window at «0s»
SELECT COUNT(*) AS c FROM trades WINDOW TUMBLIN(1m);
-- error: sql/window at «WINDOW TUMBLIN(1m)»
SELECT COUNT(*) AS c FROM trades WINDOW SLIDING(1m);
-- error: sql/window at «WINDOW SLIDING(1m)»
SELECT COUNT(*) AS c FROM trades WINDOW CUMULATE(7m, 1h);
-- error: sql/window at «1h»
SELECT COUNT(*) AS c FROM trades GROUP BY TUMBLE(ts, 1m) WINDOW TUMBLING(1m);
-- error: sql/window at «TUMBLE(ts, 1m)»
SELECT COUNT(*) AS c FROM trades WINDOW TUMBLING(price, 1m);
-- error: sql/time-type at «price»
SELECT COUNT(*) AS c FROM trades WINDOW TUMBLING(nothing, 1m);
-- error: sql/unknown-column at «nothing»

SELECT COUNT(*) AS c FROM trades WINDOW TUMBLING(ts, 1m);
-- read time: ts, bound 5000
SELECT COUNT(*) AS c FROM trades WINDOW TUMBLING(made, 1m);
-- read time: made, bound 5000
SELECT COUNT(*) AS c FROM loose WINDOW TUMBLING(at, 1m);
-- read time: at, bound 0
SELECT COUNT(*) AS c FROM trades WINDOW TUMBLING(_timestamp, 1m);
-- read time: _timestamp, bound 5000
SELECT COUNT(*) AS c FROM trades WINDOW TUMBLING(_event_time, 1m);
-- read time: ts, bound 5000
SELECT COUNT(*) AS c FROM trades WINDOW TUMBLING(TO_TIMESTAMP(word), 1m);
-- window time: TO_TIMESTAMP(word)
SELECT COUNT(*) AS c FROM trades AS t JOIN loose AS l ON t.symbol = l.symbol WITHIN 1m WINDOW TUMBLING(t.ts, 1m);
-- window time: ts
SELECT COUNT(*) AS c FROM trades WINDOW TUMBLING(1m) WITH ('event.time.field' = 'made', 'watermark.max_out_of_orderness' = '10s');
-- read time: made, bound 10000
SELECT COUNT(*) AS c FROM loose WINDOW TUMBLING(1m) WITH ('event.time.field' = 'at', 'event.time.format' = 'epoch_seconds', 'watermark.idle.timeout' = '30s');
-- read time: at, epoch_seconds, bound 0, idle 30000

WITH w AS (SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(1m)) SELECT SUM(c) AS total FROM w WINDOW TUMBLING(event_time, 1h);
-- => total BIGINT
-- read time: its own, bound 5000
WITH w AS (SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(1m)) SELECT SUM(c) AS total FROM w WINDOW TUMBLING(ts, 1h);
-- error: sql/unknown-column at «ts»
WITH w AS (SELECT symbol, window_end AS ended, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(1m)) SELECT SUM(c) AS total FROM w WINDOW TUMBLING(ended, 1h);
-- read time: ended, bound 5000
WITH w AS (SELECT symbol, window_time AS of, COUNT(*) AS c FROM trades GROUP BY symbol, window_time WINDOW TUMBLING(1m)) SELECT SUM(c) AS total FROM w WINDOW TUMBLING(of, 1h);
-- read time: of, bound 5000
CREATE STREAM per_minute AS SELECT symbol, COUNT(*) AS c FROM trades GROUP BY symbol WINDOW TUMBLING(1m);
-- windowed: true
-- kind: stream
SELECT symbol, _window_start, _window_end FROM per_minute;
-- => symbol STRING, _window_start TIMESTAMP, _window_end TIMESTAMP
SELECT symbol, _window_start FROM trades;
-- error: sql/unknown-column at «_window_start»
