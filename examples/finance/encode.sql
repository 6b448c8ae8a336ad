-- The same trades in three encodings: what comes as JSON goes on as Avro and as Protobuf.
CREATE STREAM json_trades (
  symbol    STRING         NOT NULL,
  price     DECIMAL(18, 4) NOT NULL,
  quantity  BIGINT         NOT NULL,
  timestamp TIMESTAMP      NOT NULL,
  side      STRING         NOT NULL,
  WATERMARK FOR timestamp AS timestamp - INTERVAL '5' SECOND
) WITH ('topic' = 'json_trades');

CREATE STREAM avro_trades WITH (
  'format'      = 'avro',
  'schema.file' = 'schemas/trades.avsc'
) AS
SELECT symbol, price, quantity, timestamp, side
FROM json_trades;

CREATE STREAM protobuf_trades WITH (
  'format'      = 'protobuf',
  'schema.file' = 'schemas/trades.proto'
) AS
SELECT symbol, price, quantity, timestamp, side
FROM json_trades;
