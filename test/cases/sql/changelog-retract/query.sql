CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT)
WITH ('topic' = 'market_data', 'format' = 'json');

CREATE STREAM small AS
SELECT ticker, SUM(volume) AS volume
FROM trades
GROUP BY ticker
HAVING SUM(volume) < 5
EMIT CHANGES
WITH ('changelog.mode' = 'retract', 'state.ttl' = '1d');
