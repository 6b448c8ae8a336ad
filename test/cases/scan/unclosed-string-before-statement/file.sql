SELECT 'abc FROM t;
SELECT b FROM u WHERE name = 'x';
