-- expect: sql/watermark at «ts + INTERVAL '5' SECOND»
CREATE STREAM s (ts TIMESTAMP, WATERMARK FOR ts AS «ts + INTERVAL '5' SECOND»);
