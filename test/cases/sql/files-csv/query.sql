-- Files that are read and written: their records are given and compared as those of a topic are.
CREATE STREAM trades (
  ticker STRING,
  price  DECIMAL(10, 2),
  note   STRING
) WITH (
  'type' = 'file_source',
  'path' = 'data/*.csv'
);

CREATE STREAM dear WITH (
  'type' = 'file_sink',
  'path' = 'out/dear.csv'
) AS
SELECT ticker, price * 2 AS twice, note
FROM trades
WHERE price > 10;
