-- Words that are no keywords, quoted names, other scripts and other line ends.
CREATE STREAM 🚢 (`from` STRING, status STRING, key STRING, version INT, type STRING, value STRING);
SELECT status, key, version, type, timestamp, metrics, value, name, path, interval, date, time, first, last FROM 🚢;
SELECT `from`, `a ``quoted`` name`, größe, 名前, s.`select` AS `group` FROM `my stream` AS s WHERE größe > 1 AND note = '😀 it''s fine';
SELECT start, stop, job, query, list, show, match, pattern, one, after, skip, define, view, stream FROM rows WHERE partition = 1 AND range = 2 AND row = 3;
select Crane, COUNT(*) as N from Crane_Moves group by Crane window tumbling(1M) emit final;
SELECT "double quoted" AS text, 'line
break' AS two_lines FROM t WITH ("topic" = "x");
