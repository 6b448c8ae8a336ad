SELECT
  'a   b',
  "c   d",
  `e   F`,
  'x
  y',
  5S,
  1E3
FROM "kafka://b/T"
WHERE a = '''' AND x = '-- no comment';

CREATE FUNCTION F(x INT) RETURNS STRING LANGUAGE JavaScript AS $$
    const   a = [  1 ];   -- as it is
$$;

CREATE FUNCTION Reverse(x STRING) RETURNS STRING LANGUAGE javascript AS 'return   x;';

SELECT reverse(x), REVERSE(y), MAX(z), Int, Status
FROM t
WITH (
  Format   = Json,
  'K'      = True,
  group.id = ${GROUP},
  n        = -5
);
