-- SQL Application: nexmark q4
-- Description: the average winning price of each category
-- The highest bid of each auction while it was open, averaged by category: an aggregate of an aggregate whose rows change.
-- No auction of the generator runs for longer than a minute, which bounds what is kept.

CREATE STREAM IF NOT EXISTS auction (
  id          BIGINT,
  itemName    STRING,
  description STRING,
  initialBid  BIGINT,
  reserve     BIGINT,
  dateTime    TIMESTAMP,
  expires     TIMESTAMP,
  seller      BIGINT,
  category    BIGINT,
  extra       STRING,
  WATERMARK FOR dateTime AS dateTime - INTERVAL '4' SECOND
) WITH (
  'topic'  = 'auction',
  'format' = 'json'
);

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
SELECT w.category, AVG(w.final) AS average
FROM (
  SELECT a.id, a.category, MAX(b.price) AS final
  FROM auction a
  INNER JOIN bid b
    ON a.id = b.auction AND b.dateTime BETWEEN a.dateTime AND a.dateTime + INTERVAL '1' MINUTE
  WHERE b.dateTime <= a.expires
  GROUP BY a.id, a.category
) w
GROUP BY w.category;
