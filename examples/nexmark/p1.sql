-- SQL Application: nexmark p1
-- Description: bids that were low on average
-- As many bids of one bidder on one auction in a row as have a mean below 10000, and the one that ends it.
-- The next search begins behind it.

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
SELECT auction, bidder, since, until, mean
FROM bid MATCH_RECOGNIZE (
  PARTITION BY auction, bidder
  ORDER BY dateTime
  MEASURES FIRST(low.dateTime) AS since, LAST(low.dateTime) AS until, AVG(low.price) AS mean
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (low+ other)
  DEFINE low AS AVG(low.price) < 10000
);
