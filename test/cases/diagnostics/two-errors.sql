-- expect: sql/unknown-column at «prise»
-- expect: sql/unknown-function at «UPER»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT «prise», «UPER»(ticker) FROM trades;
