-- expect: sql/unknown-column at «tss»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(«tss», 1m);
