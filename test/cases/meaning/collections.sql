-- Arrays, maps, structures and JSON: making them, their fields and elements, however deep.
CREATE STREAM t (
  i BIGINT, s STRING, list ARRAY<BIGINT>, matrix ARRAY<ARRAY<DOUBLE>>, byname MAP<STRING, DECIMAL(10, 2)>, one STRUCT<x BIGINT, y STRUCT<z STRING>>,
  legs ARRAY<STRUCT<price DECIMAL(10, 2), qty BIGINT>>, raw JSON, `odd name` ROW(a INT, `b c` STRING)
);

SELECT
  ARRAY[1, 2] AS m1, -- => ARRAY<BIGINT>
  ARRAY[1, 2.5] AS m2, -- => ARRAY<DECIMAL(20, 1)>
  ARRAY('a', 'b') AS m3, -- => ARRAY<STRING>
  ARRAY[ARRAY[1], list] AS m4, -- => ARRAY<ARRAY<BIGINT>>
  ARRAY[] AS m5, -- => ARRAY<NULL>
  MAP['a', 1, 'b', 2] AS m6, -- => MAP<STRING, BIGINT>
  MAP['a', i, 'b', 0.5] AS m7, -- => MAP<STRING, DECIMAL(20, 1)>
  STRUCT(i AS a, s AS b) AS m8, -- => STRUCT<a BIGINT, b STRING>
  STRUCT(i, one.x, 5) AS m9, -- => STRUCT<i BIGINT, x BIGINT, f3 BIGINT>
  STRUCT(STRUCT(1 AS a) AS s) AS m10, -- => STRUCT<s STRUCT<a BIGINT>>
  ARRAY[1, 'x'] AS e1, -- error: sql/case-types at «'x'»
  MAP['a'] AS e2 -- error: sql/call at «MAP['a']»
FROM t;

SELECT
  list[1] AS f1, -- => BIGINT
  matrix[1][2] AS f2, -- => DOUBLE
  matrix[1] AS f3, -- => ARRAY<DOUBLE>
  byname['a'] AS f4, -- => DECIMAL(10, 2)
  byname.a AS f5, -- => DECIMAL(10, 2)
  one.x AS f6, -- => BIGINT
  one.y.z AS f7, -- => STRING
  t.one.y.z AS f8, -- => STRING
  one['x'] AS f9, -- => BIGINT
  legs[1].price AS f10, -- => DECIMAL(10, 2)
  legs[i].qty * legs[i].price AS f11, -- => DECIMAL(30, 2)
  raw.a.b AS f12, -- => ANY
  raw['a'][0] AS f13, -- => ANY
  raw.items[0].id AS f14, -- => ANY
  `odd name`.`b c` AS f15, -- => STRING
  `odd name`.A AS f16, -- => BIGINT
  STRUCT(i AS a).a AS f17, -- => BIGINT
  ARRAY[1, 2][1] AS f18, -- => BIGINT
  one.w AS e1, -- error: sql/unknown-column at «w»
  i.x AS e2, -- error: sql/operand-type at «i.x»
  i[1] AS e3, -- error: sql/operand-type at «i[1]»
  list['a'] AS e4, -- error: sql/operand-type at «'a'»
  list[1, 2] AS e5, -- error: sql/operand-type at «list[1, 2]»
  byname[1] AS e6, -- error: sql/operand-type at «1»
  one.y.w AS e7 -- error: sql/unknown-column at «w»
FROM t;
