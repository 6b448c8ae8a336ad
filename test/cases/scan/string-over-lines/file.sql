SELECT 'one
two;
three' FROM t;
SELECT 2;
