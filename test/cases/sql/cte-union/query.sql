CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT)
WITH ('topic' = 'market_data', 'format' = 'json');

WITH large AS (SELECT ticker, volume FROM trades WHERE volume > 1)
SELECT ticker, volume, 'as it is' AS what FROM large
UNION ALL
SELECT ticker, volume * 10, 'times ten' FROM large WHERE ticker = 'AAPL';
