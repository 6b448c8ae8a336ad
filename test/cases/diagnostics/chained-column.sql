-- expect: sql/unknown-column at «price»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE STREAM big AS SELECT ticker, volume * 2 AS doubled FROM trades;
SELECT ticker, doubled, «price» FROM big;
