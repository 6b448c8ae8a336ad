with a as (select * from t), b (x, y) as (select x, y from a where x in (select id from u)) select * from a join b on a.x = b.x union all select * from c order by x limit 3;
(select a from t) union (select b from u) order by 1;
select * from (select a, b from t where c = 1) as s (d, e) cross join unnest(tags) with ordinality as x(tag, n);
select * from table(tumble(table trades, descriptor(event_time), interval '1' minute)) w, lateral table(f(x)) y;
select * from trades match_recognize (partition by symbol order by ts measures FIRST(a.price) as start_price, LAST(b.price) as low, final count(c.price) as n one row per match after match skip to next row pattern (a b+? c{2,3} (d | {- e -})*) within interval '1' hour subset u = (a, b) define b as b.price < PREV(b.price), c as c.price > 1) as m;
select RANK() over w, sum(x) over w2 from t window w as (partition by a order by b), w2 as (order by c range interval '1' day preceding);
select avg(x) over (rows window buffer 100 rows partition by a order by b rows between 5 preceding and current row) from t;
