CREATE STREAM sales (
  shop   STRING,
  amount BIGINT,
  at     BIGINT
) WITH (
  topic             = 'sales',
  format            = 'json',
  event.time.field  = 'at',
  event.time.format = 'epoch_millis'
);

-- A change in an interval that the watermark has passed already waits for nothing.
SELECT shop, SUM(amount) AS total
FROM sales
GROUP BY shop
EMIT EVERY 10s;
