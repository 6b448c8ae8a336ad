-- expect: sql/duplicate-name at «trades»
-- expect: sql/duplicate-name at «trades»
CREATE STREAM «trades» (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE STREAM «trades» AS SELECT 1 AS one;
