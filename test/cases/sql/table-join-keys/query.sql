CREATE TABLE berths (berth BIGINT PRIMARY KEY, quay STRING) WITH ('topic' = 'berths', 'format' = 'json');
CREATE TABLE cranes (berth BIGINT PRIMARY KEY, crane STRING) WITH ('topic' = 'cranes', 'format' = 'json');
CREATE STREAM moves (berth BIGINT, box STRING) WITH ('topic' = 'moves', 'format' = 'json');

CREATE TABLE places AS
SELECT b.quay, c.crane
FROM berths AS b
LEFT JOIN cranes AS c ON b.berth = c.berth;

CREATE STREAM placed AS
SELECT m.box, b.quay
FROM moves AS m
JOIN berths AS b ON m.berth = b.berth;
