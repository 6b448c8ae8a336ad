-- expect: sql/dead-letter-topic at «'SendToDLQ'»
-- expect: sql/dead-letter-topic at «'dead_letter'»
-- expect: sql/dead-letter-topic at «WINDOW TUMBLING(1m)»
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), ts TIMESTAMP, WATERMARK FOR ts AS ts);
CREATE STREAM late (ticker STRING, ts TIMESTAMP, WATERMARK FOR ts AS ts) WITH ('late.data.strategy' = 'dead_letter');
CREATE STREAM bad (ticker STRING) WITH ('failure_strategy' = «'SendToDLQ'»);
SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(2m) WITH ('late.data.strategy' = «'dead_letter'»);
SELECT COUNT(*) AS n FROM late «WINDOW TUMBLING(1m)»;
-- Named there, or here; and nothing is late without a window.
SELECT COUNT(*) AS n FROM late WINDOW TUMBLING(1m) WITH ('dlq.topic' = 'too-late');
SELECT ticker FROM late;
SELECT ticker FROM bad WITH ('failure_strategy' = 'SendToDLQ', 'dead.letter.queue.topic' = 'failed');
