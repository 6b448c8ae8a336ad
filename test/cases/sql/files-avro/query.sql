-- Avro files have their schemas in them; in a test the columns say what it is.
CREATE STREAM trades (
  ticker STRING,
  price  DECIMAL(12, 4),
  at     TIMESTAMP,
  WATERMARK FOR at AS at
) WITH (
  'type' = 'file',
  'path' = 'in/trades.avro'
);

CREATE STREAM minutes WITH (
  'type'     = 'file_sink',
  'path'     = 'out/',
  'format'   = 'avro',
  'rotation' = 'hourly'
) AS
SELECT ticker, SUM(price) AS total, COUNT(*) AS n
FROM trades
GROUP BY ticker
WINDOW TUMBLING(1m)
EMIT FINAL;
