-- expect: error sql/not-yet at «JOIN names n ON a.x = n.x»
CREATE STREAM a (x STRING, v BIGINT, t TIMESTAMP, WATERMARK FOR t AS t) WITH ('topic' = 'a', 'format' = 'json');
CREATE STREAM b (x STRING, t TIMESTAMP, WATERMARK FOR t AS t) WITH ('topic' = 'b', 'format' = 'json');
CREATE TABLE names (x STRING PRIMARY KEY, name STRING) WITH ('topic' = 'names', 'format' = 'json');
SELECT a.x FROM a «JOIN names n ON a.x = n.x»;
SELECT a.x FROM a JOIN b ON a.x = b.x WITHIN 5m;
