-- What was traded a day: from CSV files, whose columns are found by their names, to one CSV file.
--
--   ferris-sql execute --file examples/files/turnover.sql --output kafka     writes out/turnover.csv beside this file
--   ferris-sql execute --file examples/files/turnover.sql --format table    shows the rows instead

CREATE STREAM trades (
  ticker   STRING,
  price    DECIMAL(12, 2),
  quantity INT,
  time     TIMESTAMP,
  WATERMARK FOR time AS time
) WITH (
  'type' = 'file_source',
  'path' = 'data/trades-*.csv'
);

CREATE STREAM turnover WITH (
  'type' = 'file_sink',
  'path' = 'out/turnover.csv'
) AS
SELECT ticker, _window_start AS day, SUM(price * quantity) AS turnover, COUNT(*) AS trades
FROM trades
GROUP BY ticker
WINDOW TUMBLING(1d)
EMIT FINAL;
