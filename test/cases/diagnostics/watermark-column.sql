-- expect: sql/unknown-column at «WATERMARK FOR tz AS ts»
CREATE STREAM s (ts TIMESTAMP, «WATERMARK FOR tz AS ts»);
