create or replace stream if not exists s (id bigint not null primary key, ts timestamp(3) , amount decimal(10,2) not null comment 'in euros', tags array<map<string,int>>, st struct<a int, b string>, watermark for ts as ts - interval '5' second, primary key (id, ts) not enforced) with (topic='x', 'format'='json');
create table one (id int);
create materialized view v with (a=1) as select * from s;
insert into x (a,b) values (1,2),(3,'x');
insert into x (a,b) select a,b from y;
create aggregate function wavg(v double, w double) returns double language javascript as $$
  // it's code
  return a;
$$;
start job j as insert into x select a from y;
stop query j force; pause job j; resume job j;
deploy job j version 'v2' as select a from y strategy canary(10 % ) with (a=b);
rollback job j version 'v1';
show streams like 'a%'; list status myJob; describe x; desc x;
explain analyze select a from t; drop stream if exists x; set 'k'='v'; set a.b = 5s;
update t set a=1,b=b+1 where c=2; delete from t where a is not null;
;
select 1
