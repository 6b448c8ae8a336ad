-- SQL Application: nexmark q12
-- Description: bids by the clock
-- How many bids of each bidder are read in ten seconds of the clock: the one query whose rows no replay repeats. The stream is
-- declared without a time of its own, so the time of a record is when it was written.

CREATE STREAM IF NOT EXISTS bid_as_read (bidder BIGINT) WITH (
  'topic'  = 'bid',
  'format' = 'json'
);

-- @ferris:workload=analytics
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=4
WITH as_read AS (
  SELECT bidder, PROCTIME() AS _event_time
  FROM bid_as_read
)
SELECT bidder, COUNT(*) AS bids, window_start AS since, window_end AS until
FROM as_read
GROUP BY bidder
WINDOW TUMBLING(INTERVAL '10' SECOND);
