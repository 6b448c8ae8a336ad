-- Ranks by another column than the time, and those that count the whole partition. News where the run may end.
-- expect: sql/whole-partition-rank at «RANK() OVER (PARTITION BY ticker ORDER BY price DESC)»
-- expect: sql/whole-partition-rank at «NTILE(4) OVER (PARTITION BY ticker ORDER BY ts)»
-- expect: sql/whole-partition-rank at «ROW_NUMBER() OVER (PARTITION BY ticker ORDER BY ts DESC)»
-- expect: sql/whole-partition-rank at «DENSE_RANK() OVER (ORDER BY SUM(volume) DESC)»
-- expect: sql/whole-partition-rank at «RANK() OVER (ORDER BY price)»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE STREAM a AS SELECT price, «RANK() OVER (PARTITION BY ticker ORDER BY price DESC)» AS place, «NTILE(4) OVER (PARTITION BY ticker ORDER BY ts)» AS quarter FROM trades;
CREATE STREAM b AS SELECT price FROM (SELECT price, «ROW_NUMBER() OVER (PARTITION BY ticker ORDER BY ts DESC)» AS rn FROM trades) WHERE rn > 3;
CREATE TABLE c AS SELECT ticker, «DENSE_RANK() OVER (ORDER BY SUM(volume) DESC)» AS place FROM trades GROUP BY ticker WITH ('state.ttl' = '1h');
SELECT ticker, «RANK() OVER (ORDER BY price)» AS place FROM trades;
