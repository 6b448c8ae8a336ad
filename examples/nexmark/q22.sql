-- SQL Application: nexmark q22
-- Description: the three folders of each bid's address

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
  channel,
  SPLIT_PART(url, '/', 4) AS dir1,
  SPLIT_PART(url, '/', 5) AS dir2,
  SPLIT_PART(url, '/', 6) AS dir3
FROM bid;
