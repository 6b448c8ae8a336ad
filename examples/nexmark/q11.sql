-- SQL Application: nexmark q11
-- Description: bids in a row
-- How many bids each bidder made until ten seconds passed without one.

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
SELECT bidder, COUNT(*) AS bids, window_start AS since, window_end AS until
FROM bid
GROUP BY bidder
WINDOW SESSION(dateTime, INTERVAL '10' SECOND);
