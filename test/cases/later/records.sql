-- expect: error sql/not-yet at «HEADER('trace')»
-- expect: error sql/not-yet at «HEADER('trace')»
-- expect: error sql/not-yet at «HEADER('trace')»
-- expect: error sql/not-yet at «HEADER('trace')»
-- expect: error sql/not-yet at «HEADER('trace')»
-- Headers are read where a row of a stream has its record: in its select list and its WHERE.
CREATE STREAM calls (gate STRING, ms BIGINT) WITH ('topic' = 'calls');
CREATE STREAM gates (gate STRING) WITH ('topic' = 'gates');
CREATE TABLE names (gate STRING PRIMARY KEY, name STRING) WITH ('topic' = 'names');

CREATE STREAM fine AS SELECT gate, HEADER('trace') AS trace, SET_HEADER('x', ms) AS x FROM calls WHERE HAS_HEADER('trace');
CREATE TABLE counted AS SELECT gate, COUNT(*) AS n, SET_HEADER('by', gate) AS by_gate FROM calls GROUP BY gate;
CREATE STREAM joined AS SELECT calls.gate, HEADER('trace') AS trace FROM calls JOIN gates ON calls.gate = gates.gate WITHIN 1m;

CREATE TABLE grouped AS SELECT COUNT(*) AS n FROM calls GROUP BY «HEADER('trace')»;
CREATE TABLE most AS SELECT gate, MAX(«HEADER('trace')») AS trace FROM calls GROUP BY gate;
CREATE TABLE last AS SELECT gate, COUNT(*) AS n, «HEADER('trace')» AS trace FROM calls GROUP BY gate;
CREATE TABLE named AS SELECT gate, name, «HEADER('trace')» AS trace FROM names;
CREATE STREAM both AS SELECT calls.gate FROM calls JOIN gates ON calls.gate = gates.gate WITHIN 1m WHERE «HEADER('trace')» = 'a';
