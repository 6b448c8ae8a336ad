-- SQL Application: nexmark q23
-- Description: bids of persons who sell themselves
-- With who they are and what they have put up by then: a join of three.

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
SELECT
  b.bidder,
  b.price,
  b.channel,
  b.url,
  b.dateTime AS bidTime,
  b.extra AS bidExtra,
  p.id,
  p.name,
  p.emailAddress,
  p.creditCard,
  p.city,
  p.state,
  p.extra AS personExtra,
  a.id AS auction,
  a.itemName,
  a.description,
  a.initialBid,
  a.reserve,
  a.dateTime,
  a.expires,
  a.seller,
  a.category,
  a.extra
FROM bid b
INNER JOIN persons p ON b.bidder = p.id
INNER JOIN auctions a ON b.bidder = a.seller;
