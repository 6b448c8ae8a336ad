-- expect: sql/window at «0s»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(«0s»);
