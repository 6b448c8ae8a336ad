-- Patterns, escapes, whatever the case, and patterns of the record.
CREATE STREAM trades (ticker STRING, price DECIMAL(18, 4), volume BIGINT);
SELECT ticker FROM trades
WHERE ticker LIKE 'A%' OR ticker LIKE 'A_' OR ticker LIKE '50!%' ESCAPE '!' OR ticker ILIKE 'acme' OR ticker LIKE UPPER(ticker) OR ticker REGEXP 'A';
