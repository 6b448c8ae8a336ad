-- SQL Application: nexmark p3
-- Description: a drop of price within five seconds
-- A bid more than 50 below an earlier one of the same bidder on the same auction, all between them not as low.

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
SELECT auction, bidder, at, lost
FROM bid MATCH_RECOGNIZE (
  PARTITION BY auction, bidder
  ORDER BY dateTime
  MEASURES low.dateTime AS at, high.price - low.price AS lost
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (high near* low)
  WITHIN INTERVAL '5' SECOND
  DEFINE near AS near.price > high.price - 50, low AS low.price < high.price - 50
);
