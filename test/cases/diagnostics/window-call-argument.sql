-- expect: sql/window at «ticker»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), ts TIMESTAMP, WATERMARK FOR ts AS ts) WITH ('topic' = 'trades');

SELECT COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), «ticker», 1m));
