-- @ferris:workload=trading
-- @ferris:container.name=ferris-trading

CREATE STREAM market_data (ticker STRING, price DECIMAL(10, 2), volume INT, traded_at TIMESTAMP,
  WATERMARK FOR traded_at AS traded_at - INTERVAL '2' SECOND)
WITH ('topic' = 'market_data', 'format' = 'json');

CREATE STREAM price_moves AS
SELECT ticker, price, LAG(price, 1) OVER (PARTITION BY ticker ORDER BY traded_at) AS prev_price
FROM market_data;
