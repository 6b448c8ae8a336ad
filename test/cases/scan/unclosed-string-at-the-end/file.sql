SELECT a FROM t;
SELECT b FROM u WHERE c = 'oops
  AND d = 1
