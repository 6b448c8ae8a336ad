SELECT a FROM t WHERE a = "abc
-- the next one
;
SELECT b FROM u;
