-- SQL Application: nexmark p4
-- Description: three bids in a row, each higher
-- All rows of each match, with its number and the part each row has in it.

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
SELECT auction, dateTime, bidder, price, number, part
FROM bid MATCH_RECOGNIZE (
  PARTITION BY auction
  ORDER BY dateTime
  MEASURES MATCH_NUMBER() AS number, CLASSIFIER() AS part
  ALL ROWS PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (start higher{2,})
  DEFINE higher AS higher.price > PREV(higher.price)
);
