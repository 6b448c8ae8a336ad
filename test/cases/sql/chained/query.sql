CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT)
WITH ('topic' = 'market_data', 'format' = 'json');

CREATE STREAM large AS SELECT ticker, price, volume FROM trades WHERE volume >= 2;
SELECT ticker, price FROM large WHERE price > 10.15;
