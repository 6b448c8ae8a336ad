SELECT a
FROM t;
select   from   where;

SELECT b
FROM t;

create stream   s   as select 'open
select   c from t;
