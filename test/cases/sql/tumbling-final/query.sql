CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT)
WITH ('topic' = 'market_data', 'format' = 'json');

CREATE STREAM candles AS
SELECT ticker, COUNT(*) AS trades, AVG(price) AS average, SUM(volume) AS volume
FROM trades
GROUP BY ticker
WINDOW TUMBLING(1s);
