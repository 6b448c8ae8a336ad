-- SQL Application: Quotes
-- Version: 1.2.0
/* a remark; with a semicolon */
CREATE STREAM quotes (symbol STRING) WITH ('quotes.topic' = 'q;t');
create table if not exists latest as select * from quotes;
CREATE STREAM late AS
  WITH recent AS (SELECT 1) SELECT * FROM recent;
CREATE MATERIALIZED VIEW v AS (SELECT 1);
INSERT INTO t SELECT 1; INSERT INTO t (a, b) VALUES (1, 'SELECT');
CREATE AGGREGATE FUNCTION f(a INT) RETURNS INT LANGUAGE javascript AS $$ return 'a;b'; /* ; */ $$;
START JOB j AS SELECT 1;
START QUERY j AS SELECT 1;
STOP JOB j;
EXPLAIN SELECT 1;
WITH c AS (SELECT 1) SELECT * FROM c;
;
SELECT 'it''s; fine', "a;b", `c;d` FROM t -- trailing; remark
