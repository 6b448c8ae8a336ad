-- expect: sql/between-order at «100 AND 50»
-- expect: sql/between-order at «'2026-02-01' AND TIMESTAMP '2026-01-01'»
-- expect: sql/between-order at «2 AND 1»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
SELECT price FROM trades WHERE price BETWEEN «100 AND 50» OR ts BETWEEN «'2026-02-01' AND TIMESTAMP '2026-01-01'»;
SELECT CASE WHEN volume NOT BETWEEN «2 AND 1» THEN 1 END AS a FROM trades;
