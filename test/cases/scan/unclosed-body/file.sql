CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE javascript AS $$
  let set = a;
  --set;
  return set;

CREATE STREAM s AS SELECT 1;
