-- SQL Application: nexmark q9
-- Description: the winning bid of each auction
-- The highest while it was open, of equal ones the first.
-- No auction of the generator runs for longer than a minute, which bounds what is kept.

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

-- @ferris:workload=analytics
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=4
SELECT
  id,
  itemName,
  description,
  initialBid,
  reserve,
  dateTime,
  expires,
  seller,
  category,
  extra,
  auction,
  bidder,
  price,
  bidTime,
  bidExtra
FROM (
  SELECT
    a.*,
    b.auction,
    b.bidder,
    b.price,
    b.dateTime AS bidTime,
    b.extra AS bidExtra,
    ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.dateTime) AS place
  FROM auction a
  INNER JOIN bid b
    ON a.id = b.auction AND b.dateTime BETWEEN a.dateTime AND a.dateTime + INTERVAL '1' MINUTE
  WHERE b.dateTime <= a.expires
)
WHERE place <= 1;
