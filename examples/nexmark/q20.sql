-- SQL Application: nexmark q20
-- Description: bids with their auction
-- Of category 10. A bid sees the auction as it was at its time: a bid on an auction that opens later has none.

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

CREATE TABLE IF NOT EXISTS auctions (
  id          BIGINT PRIMARY KEY,
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

-- @ferris:workload=realtime
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=8
SELECT
  b.auction,
  b.bidder,
  b.price,
  b.channel,
  b.url,
  b.dateTime AS bidTime,
  b.extra AS bidExtra,
  a.itemName,
  a.description,
  a.initialBid,
  a.reserve,
  a.dateTime,
  a.expires,
  a.seller,
  a.category,
  a.extra
FROM bid b
INNER JOIN auctions a ON b.auction = a.id
WHERE a.category = 10;
