-- Records are given and compared as JSON; in between they are Avro, by the file and by the columns.
CREATE STREAM trades WITH (
  'topic'               = 'trades',
  'format'              = 'avro',
  'schema.file'         = 'trades.avsc',
  'schema.registry.url' = 'http://nobody.asks.it:8081'
);

CREATE STREAM totals WITH (
  'topic'  = 'totals',
  'format' = 'avro'
) AS
SELECT symbol, price * quantity AS total, side, timestamp
FROM trades;

CREATE TABLE counts WITH (
  'topic'      = 'counts',
  'format'     = 'avro-confluent',
  'key.format' = 'avro-confluent'
) AS
SELECT quantity, COUNT(*) AS n
FROM trades
GROUP BY quantity
EMIT CHANGES;
