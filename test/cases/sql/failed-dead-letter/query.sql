CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT)
WITH ('topic' = 'market_data', 'format' = 'json', 'dead.letter.queue.topic' = 'market_data-failures');

SELECT ticker, volume FROM trades;
