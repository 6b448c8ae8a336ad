-- SQL Application: nexmark q2
-- Description: bids on chosen auctions
-- Every 123rd auction: few rows come through.

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

-- @ferris:workload=realtime
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=8
SELECT auction, price
FROM bid
WHERE MOD(auction, 123) = 0;
