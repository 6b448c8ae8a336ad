-- @ferris:workload=trading
-- @ferris:sla.latency_p99_ms=10
-- @ferris:scaling.min_replicas=2
-- @ferris:scaling.max_replicas=10

CREATE STREAM ticks (
  ticker STRING,
  price DECIMAL(18, 4),
  volume BIGINT,
  traded_at TIMESTAMP,
  WATERMARK FOR traded_at AS traded_at - INTERVAL '1' SECOND
) WITH (topic = 'market_data', format = 'json');

-- The average price of each ticker, second by second.
CREATE STREAM ticker_prices AS
SELECT
  ticker,
  AVG(price) AS average_price,
  SUM(volume) AS volume,
  COUNT(*) AS trades,
  _window_end AS until
FROM ticks
WHERE volume > 0
GROUP BY ticker
WINDOW TUMBLING(1s)
EMIT FINAL;

-- Large trades, as they happen.
SELECT ticker, price, volume, price * volume AS turnover
FROM ticks
WHERE volume >= 500
EMIT CHANGES;
