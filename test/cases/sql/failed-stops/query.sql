CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT)
WITH ('topic' = 'market_data', 'format' = 'json', 'failure_strategy' = 'FailBatch');

SELECT ticker, volume FROM trades;
