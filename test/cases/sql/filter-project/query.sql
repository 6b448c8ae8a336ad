CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT)
WITH ('topic' = 'market_data', 'format' = 'json');

SELECT UPPER(ticker) AS symbol, price * volume AS amount FROM trades WHERE price > 10.15;
