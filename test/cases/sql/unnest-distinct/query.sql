CREATE STREAM orders (id BIGINT, tags ARRAY<STRING>)
WITH ('topic' = 'orders', 'format' = 'json');

CREATE TABLE tags AS SELECT DISTINCT tag FROM orders CROSS JOIN UNNEST(tags) AS t(tag);
