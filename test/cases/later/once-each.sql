-- expect: error sql/not-yet at «'kafka://broker/topic'»
-- expect: error sql/not-yet at «'kafka://broker/other'»
WITH read AS (SELECT id FROM «'kafka://broker/topic'») SELECT x.id FROM read AS x UNION ALL SELECT id FROM read;
EXPLAIN SELECT id FROM «'kafka://broker/other'»;
