

-- A header.


-- @tag: kept
/* a block
     as it is */
select /* in */ a, -- about a
  b -- about b
  , c
  -- about d

  , d


  -- about e


  , e /* behind */, f(/* x */ 1, 2 /* y */),
  g -- last
from t -- the table
-- filtered
where a = 1 -- first
  and b = 2 /* second */ and -- third
  c = 3
  -- @ferris:workload=trading
group by a; -- done
-- about the next
select 1 /* end */;   /* beside */ select 2
-- before the mark
;
insert into x values ( -- one
1, 2
-- closing
);
-- the end
