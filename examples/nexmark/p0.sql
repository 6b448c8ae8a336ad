-- SQL Application: nexmark p0
-- Description: prices that fell and rose again
-- Bids of one bidder on one auction, each lower than the one before, until one is higher than the last but one of them.

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
SELECT auction, bidder, since, bottom, until
FROM bid MATCH_RECOGNIZE (
  PARTITION BY auction, bidder
  ORDER BY dateTime
  MEASURES first.dateTime AS since, LAST(down.dateTime) AS bottom, LAST(up.dateTime) AS until
  ONE ROW PER MATCH
  AFTER MATCH SKIP TO LAST up
  PATTERN (first down+ up)
  DEFINE
    down AS (LAST(down.price, 1) IS NULL AND down.price < first.price)
      OR down.price < LAST(down.price, 1),
    up AS up.price > LAST(down.price, 1)
);
