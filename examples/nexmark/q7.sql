-- SQL Application: nexmark q7
-- Description: the highest bid of every ten seconds
-- The greatest price is told to all bids of its time, and those who bid as much come through.

CREATE STREAM IF NOT EXISTS bid (
  auction  BIGINT,
  bidder   BIGINT,
  price    BIGINT,
  channel  STRING,
  url      STRING,
  dateTime TIMESTAMP,
  extra    STRING,
  WATERMARK FOR dateTime AS dateTime - INTERVAL '4' SECOND
) WITH (
  'topic'  = 'bid',
  'format' = 'json'
);

-- @ferris:workload=analytics
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=4
WITH highest AS (
  SELECT MAX(price) AS price
  FROM bid
  WINDOW TUMBLING(dateTime, INTERVAL '10' SECOND)
)
SELECT b.auction, b.bidder, b.price, b.dateTime, b.extra
FROM bid b
INNER JOIN highest h
  ON b.price = h.price
    AND b.dateTime BETWEEN h._event_time - INTERVAL '9999' MILLISECOND AND h._event_time;
