CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT)
WITH ('topic' = 'market_data', 'format' = 'json');

SELECT ticker, SUM(volume) AS volume FROM trades GROUP BY ticker WINDOW TUMBLING(1s)
WITH ('late.data.strategy' = 'include_in_next_window');
