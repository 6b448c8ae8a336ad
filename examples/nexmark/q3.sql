-- SQL Application: nexmark q3
-- Description: who sells what in three states
-- Items of category 10 whose sellers live in Oregon, Idaho or California, kept current as sellers and items come, in either
-- order.

CREATE TABLE IF NOT EXISTS persons (
  id           BIGINT PRIMARY KEY,
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

CREATE TABLE IF NOT EXISTS auctions (
  id          BIGINT PRIMARY KEY,
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
SELECT p.name, p.city, p.state, a.id
FROM auctions a
INNER JOIN persons p ON a.seller = p.id
WHERE a.category = 10 AND p.state IN ('OR', 'ID', 'CA');
