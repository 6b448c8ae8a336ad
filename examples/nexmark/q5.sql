-- SQL Application: nexmark q5
-- Description: the auctions with the most bids
-- Of the last ten seconds, every two seconds; all of them when several have as many. A window of two seconds holds the results
-- of one end of the sliding ones, whose time is just before it.

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
WITH counted AS (
  SELECT auction, COUNT(*) AS num, window_end AS until
  FROM bid
  GROUP BY auction
  WINDOW SLIDING(dateTime, INTERVAL '10' SECOND, INTERVAL '2' SECOND)
),
most AS (
  SELECT MAX(num) AS num, window_end AS until
  FROM counted
  WINDOW TUMBLING(INTERVAL '2' SECOND)
)
SELECT c.auction, c.num, c.until
FROM counted c
INNER JOIN most m ON c.until = m.until AND c.num >= m.num;
