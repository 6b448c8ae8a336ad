-- SQL Application: nexmark q10
-- Description: bids with the day and the minute that a log is filed under

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
SELECT
  auction,
  bidder,
  price,
  dateTime,
  extra,
  DATE_FORMAT(dateTime, 'yyyy-MM-dd') AS day,
  DATE_FORMAT(dateTime, 'HH:mm') AS minute
FROM bid;
