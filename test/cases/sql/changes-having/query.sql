CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT)
WITH ('topic' = 'market_data', 'format' = 'json');

CREATE TABLE busy AS
SELECT ticker, COUNT(*) AS trades, SUM(volume) AS volume
FROM trades
GROUP BY ticker
HAVING COUNT(*) >= 2
EMIT CHANGES;
