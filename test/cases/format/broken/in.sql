select   a   from t;
select   from   where;
select   b
  from t;

create stream   s   as select 'open
select   c from t;
