CREATE STREAM orders (user_id STRING, amount DECIMAL(10, 2), event_time TIMESTAMP, WATERMARK FOR event_time AS event_time)
WITH ('topic' = 'order_events', 'format' = 'json');

-- Small orders that try a card, then a large one.
CREATE STREAM card_tests AS
SELECT *
FROM orders MATCH_RECOGNIZE (
  PARTITION BY user_id
  ORDER BY event_time
  MEASURES FIRST(amount) AS first_amount, LAST(amount) AS last_amount
  PATTERN (SMALL_ORDER+ LARGE_ORDER)
  DEFINE SMALL_ORDER AS amount < 50, LARGE_ORDER AS amount > 500
);

-- Every order of a fall and rise within a minute, with its part in it.
CREATE STREAM dips AS
SELECT user_id, amount, part, number, lowest
FROM orders MATCH_RECOGNIZE (
  PARTITION BY user_id
  ORDER BY event_time
  MEASURES CLASSIFIER() AS part, MATCH_NUMBER() AS number, FINAL MIN(down.amount) AS lowest
  ALL ROWS PER MATCH
  AFTER MATCH SKIP TO LAST up
  PATTERN (start down+ up)
  WITHIN INTERVAL '1' MINUTE
  DEFINE down AS down.amount < PREV(down.amount), up AS up.amount > PREV(up.amount)
);
