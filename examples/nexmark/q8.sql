-- SQL Application: nexmark q8
-- Description: who came and sold at once
-- Persons who put up an auction in the same ten seconds in which they came.

CREATE STREAM IF NOT EXISTS person (
  id           BIGINT,
  name         STRING,
  emailAddress STRING,
  creditCard   STRING,
  city         STRING,
  state        STRING,
  dateTime     TIMESTAMP,
  extra        STRING,
  WATERMARK FOR dateTime AS dateTime - INTERVAL '4' SECOND
) WITH (
  'topic'  = 'person',
  'format' = 'json'
);

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

-- @ferris:workload=analytics
-- @ferris:scaling.min_replicas=1
-- @ferris:scaling.max_replicas=4
WITH arrived AS (
  SELECT id, name, window_start AS since, window_end AS until
  FROM person
  GROUP BY id, name
  WINDOW TUMBLING(dateTime, INTERVAL '10' SECOND)
),
selling AS (
  SELECT seller, window_start AS since, window_end AS until
  FROM auction
  GROUP BY seller
  WINDOW TUMBLING(dateTime, INTERVAL '10' SECOND)
)
SELECT a.id, a.name, a.since
FROM arrived a
INNER JOIN selling s ON a.id = s.seller AND a.since = s.since AND a.until = s.until;
