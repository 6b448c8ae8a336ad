-- SQL Application: nexmark q6
-- Description: what each seller's last ten sales brought on average
-- The winning bid of each auction, then for each of them the mean with the ten before it of the same seller, in the order of the
-- bids. Over results that change it needs an input that ends. No auction of the generator runs for longer than a minute, which bounds what is kept.

CREATE STREAM IF NOT EXISTS auction (
  id          BIGINT,
  itemName    STRING,
  description STRING,
  initialBid  BIGINT,
  reserve     BIGINT,
  dateTime    TIMESTAMP,
  expires     TIMESTAMP,
  seller      BIGINT,
  category    BIGINT,
  extra       STRING,
  WATERMARK FOR dateTime AS dateTime - INTERVAL '4' SECOND
) WITH (
  'topic'  = 'auction',
  'format' = 'json'
);

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

-- @ferris:workload=reporting
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=2
WITH won AS (
  SELECT seller, price, dateTime
  FROM (
    SELECT
      a.seller,
      b.price,
      b.dateTime,
      ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.dateTime) AS place
    FROM auction a
    INNER JOIN bid b
      ON a.id = b.auction AND b.dateTime BETWEEN a.dateTime AND a.dateTime + INTERVAL '1' MINUTE
    WHERE b.dateTime <= a.expires
  )
  WHERE place <= 1
)
SELECT
  seller,
  dateTime,
  AVG(price) OVER (
    PARTITION BY seller
    ORDER BY _event_time
    ROWS BETWEEN 10 PRECEDING AND CURRENT ROW
  ) AS average
FROM won;
