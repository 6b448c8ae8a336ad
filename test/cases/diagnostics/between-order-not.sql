-- In order, the same, by columns, and texts in records of no schema, which may be numbers.
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT);
CREATE STREAM loose WITH ('topic' = 'loose');
SELECT price FROM trades WHERE price BETWEEN 50 AND 100.5 OR price BETWEEN 5 AND 5.00 OR price BETWEEN volume AND 1 OR ticker BETWEEN 'A' AND 'a';
SELECT x FROM loose WHERE x BETWEEN '9' AND '10';
