CREATE TABLE asked (id BIGINT PRIMARY KEY, x BIGINT) WITH ('topic' = 'asked', 'format' = 'json');
CREATE TABLE known (id BIGINT PRIMARY KEY, x BIGINT) WITH ('topic' = 'known', 'format' = 'json');
CREATE TABLE nothing (id BIGINT PRIMARY KEY, x BIGINT) WITH ('topic' = 'nothing', 'format' = 'json');

-- A NULL among the values may be any; of no values at all everything is said.
CREATE TABLE answers AS
SELECT id PRIMARY KEY, x IN (SELECT x FROM known) AS is_in, x NOT IN (SELECT x FROM known) AS not_in,
       x NOT IN (SELECT x FROM nothing) AS not_in_nothing, x > ALL (SELECT x FROM known) AS above_all,
       x >= ANY (SELECT x FROM known WHERE x IS NOT NULL) AS above_any, (SELECT MAX(x) FROM nothing) AS none,
       (SELECT COUNT(*) FROM nothing) AS zero
FROM asked;
