-- A header.

-- @tag: kept
/* a block
     as it is */
SELECT
  /* in */ a, -- about a
  b, -- about b
  c,
  -- about d
  d,

  -- about e
  e /* behind */,
  f(/* x */ 1, 2 /* y */),
  g -- last
FROM t -- the table
-- filtered
WHERE a = 1 -- first
  AND b = 2 /* second */ -- third
  AND c = 3
-- @ferris:workload=trading
GROUP BY a; -- done

-- about the next
SELECT 1 /* end */;

/* beside */ SELECT 2
-- before the mark
;

INSERT INTO x
VALUES ( -- one
  1,
  2
  -- closing
);

-- the end
