-- SQL Application: nexmark q13
-- Description: bids with a word from a small table

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

CREATE TABLE IF NOT EXISTS side_input (
  key   BIGINT PRIMARY KEY,
  value STRING,
  since TIMESTAMP,
  WATERMARK FOR since AS since
) WITH (
  'topic'  = 'side_input',
  'format' = 'json'
);

-- @ferris:workload=realtime
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=8
SELECT b.auction, b.bidder, b.price, b.dateTime, s.value
FROM bid b
INNER JOIN side_input s ON MOD(b.auction, 10000) = s.key;
