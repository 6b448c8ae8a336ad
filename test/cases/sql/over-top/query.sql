CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), at TIMESTAMP, WATERMARK FOR at AS at)
WITH ('topic' = 'market_data', 'format' = 'json');

-- Along the time, as rows come; LEAD waits for the next one.
CREATE STREAM moves AS
SELECT ticker, price, price - LAG(price) OVER w AS change, LEAD(price) OVER w AS next_price,
       AVG(price) OVER (PARTITION BY ticker ORDER BY at RANGE INTERVAL '1' SECOND PRECEDING) AS second_mean
FROM trades WINDOW w AS (PARTITION BY ticker ORDER BY at);

-- The highest two prices of each ticker, kept current.
CREATE TABLE highest AS
SELECT ticker PRIMARY KEY, place PRIMARY KEY, price FROM (
  SELECT ticker, price, ROW_NUMBER() OVER (PARTITION BY ticker ORDER BY price DESC) AS place FROM trades
) AS ranked WHERE place <= 2;
