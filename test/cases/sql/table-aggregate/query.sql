CREATE TABLE positions (account STRING PRIMARY KEY, desk STRING, amount BIGINT)
WITH ('topic' = 'positions', 'format' = 'json');

CREATE TABLE desks AS
SELECT desk, COUNT(*) AS accounts, SUM(amount) AS amount, MAX(amount) AS most
FROM positions
GROUP BY desk
EMIT CHANGES;
