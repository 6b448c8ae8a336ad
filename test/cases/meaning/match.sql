-- MATCH_RECOGNIZE: what its rows are, what its expressions may say.
CREATE STREAM trades (symbol STRING, price DECIMAL(10, 2), qty BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE STREAM loose;

SELECT * FROM trades MATCH_RECOGNIZE (
  PARTITION BY symbol ORDER BY ts
  MEASURES FIRST(A.price) AS top, LAST(B.price, 1) AS low, C.ts AS back, COUNT(*) AS n, SUM(B.price) AS total, AVG(B.qty) AS mean,
    MATCH_NUMBER() AS nr, CLASSIFIER() AS which, B.price - PREV(B.price) AS step, MAX(C.price) / 2 AS half
  ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
  PATTERN (A B+ C) WITHIN INTERVAL '1' HOUR
  DEFINE B AS B.price < PREV(B.price), C AS C.price > LAST(B.price) AND C.price > AVG(B.price)
) AS m;
-- => symbol STRING, top DECIMAL(10, 2), low DECIMAL(10, 2), back TIMESTAMP, n BIGINT, total DECIMAL(38, 2), mean DOUBLE, nr BIGINT, which STRING, step DECIMAL(11, 2), half DECIMAL(30, 22)
-- match: (A B{1,} C) skip PAST LAST ROW one row within 3600000 ms
-- define: B = (LAST(B.price, 0) < PREV(B.LAST(B.price, 0), 1)), C = ((LAST(C.price, 0) > LAST(B.price, 0)) AND (LAST(C.price, 0) > AVG(LAST(B.price, 0))))
SELECT m.symbol, m.price, m.n FROM trades MATCH_RECOGNIZE (
  PARTITION BY symbol ORDER BY ts MEASURES COUNT(A.qty) AS n ALL ROWS PER MATCH WITH UNMATCHED ROWS
  AFTER MATCH SKIP TO NEXT ROW PATTERN (A{2,3}? | (B C)* | D{,4} | E?) DEFINE A AS qty > 1
) AS m;
-- => symbol STRING, price DECIMAL(10, 2), n BIGINT
-- match: (A{2,3}? | (B C){0,} | D{0,4} | E{0,1}) skip NEXT ROW all rows
SELECT * FROM trades MATCH_RECOGNIZE (
  ORDER BY ts MEASURES A.price AS price, FINAL LAST(A.ts) AS t ALL ROWS PER MATCH
  AFTER MATCH SKIP TO LAST B PATTERN (A+ {- B -} U*) SUBSET U = (A, B) DEFINE A AS A.price > 5, B AS B.qty > SUM(U.qty)
);
-- => symbol STRING, qty BIGINT, ts TIMESTAMP, price DECIMAL(10, 2), t TIMESTAMP
-- match: (A{1,} {- B -} U{0,}) skip LAST B all rows
SELECT symbol, x FROM trades MATCH_RECOGNIZE (PARTITION BY symbol ORDER BY ts MEASURES A.price AS x PATTERN (A B) DEFINE B AS B.price > A.price) AS m WHERE x > 5;
-- where: (x > 5)
-- time: its own, bound 5000
SELECT x FROM loose MATCH_RECOGNIZE (ORDER BY at MEASURES A.price AS x PATTERN (A B) DEFINE B AS price > A.price);
-- => x ANY
SELECT x FROM (SELECT symbol AS s, price FROM trades) MATCH_RECOGNIZE (PARTITION BY s ORDER BY _event_time MEASURES A.price AS x PATTERN (A) DEFINE A AS A.price > 1);
-- => x DECIMAL(10, 2)
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.prise AS x PATTERN (A) DEFINE A AS TRUE);
-- error: sql/unknown-column at «prise»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES Z.price AS x PATTERN (A) DEFINE A AS TRUE);
-- error: sql/unknown-relation at «Z»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x PATTERN (A) DEFINE A AS price);
-- error: sql/condition-type at «price»
SELECT x FROM trades MATCH_RECOGNIZE (MEASURES A.price AS x PATTERN (A) DEFINE A AS TRUE);
-- error: sql/match at «MATCH_RECOGNIZE (MEASURES A.price AS x PATTERN (A) DEFINE A AS TRUE)»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x AFTER MATCH SKIP TO FIRST Z PATTERN (A) DEFINE A AS TRUE);
-- error: sql/match at «TO FIRST Z»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x PATTERN (A) DEFINE A AS TRUE, Z AS TRUE);
-- warning: sql/match at «Z AS TRUE»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x PATTERN (A{3,2}) DEFINE A AS TRUE);
-- error: sql/match at «{3,2}»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x PATTERN (A) SUBSET U = (A, Q) DEFINE A AS TRUE);
-- error: sql/match at «U = (A, Q)»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x PATTERN (A) WITHIN 5 DEFINE A AS TRUE);
-- error: sql/duration at «5»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x, A.qty AS x PATTERN (A) DEFINE A AS TRUE);
-- error: sql/duplicate-column at «A.qty AS x»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES LAST(A.price, 'one') AS x PATTERN (A) DEFINE A AS TRUE);
-- error: sql/call at «'one'»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x PATTERN (A) DEFINE A AS TRUE, A AS qty > 1);
-- error: sql/match at «A AS qty > 1»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES SUM(A.price * B.qty) AS x PATTERN (A B) DEFINE A AS TRUE);
-- error: sql/match at «B.qty»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES LAST(A.price * B.qty) AS x PATTERN (A B) DEFINE A AS TRUE);
-- error: sql/match at «B.qty»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES SUM(PREV(price)) AS x PATTERN (A B) DEFINE A AS TRUE);
-- error: sql/match at «PREV(price)»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES LAST(SUM(A.price)) AS x PATTERN (A B) DEFINE A AS TRUE);
-- error: sql/match at «SUM(A.price)»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES FIRST(PREV(A.price)) AS x PATTERN (A B) DEFINE A AS TRUE);
-- error: sql/call at «FIRST(PREV(A.price))»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES CLASSIFIER(A) AS x PATTERN (A B) DEFINE A AS TRUE);
-- error: sql/call at «CLASSIFIER(A)»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x PATTERN (A B) DEFINE A AS MATCH_NUMBER() > 1);
-- error: sql/match at «MATCH_NUMBER()»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x AFTER MATCH SKIP TO FIRST U PATTERN (C? A B) SUBSET U = (A, C) DEFINE A AS TRUE);
-- error: sql/match at «TO FIRST U»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES A.price AS x PATTERN (A{3,9} (B C){2000}) DEFINE A AS TRUE);
-- error: sql/match at «A{3,9} (B C){2000}»
SELECT x FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES PREV(LAST(A.price * A.qty, 1), 2) AS x AFTER MATCH SKIP TO LAST U PATTERN (A B) SUBSET U = (A, B) DEFINE A AS TRUE);
-- match: (A B) skip LAST U one row
