-- expect: sql/redundant-distinct at «DISTINCT»
-- expect: sql/redundant-distinct at «DISTINCT»
SELECT «DISTINCT» country, COUNT(*) AS n FROM (VALUES ('A'), ('B')) AS v(country) GROUP BY country;
SELECT country, MAX(«DISTINCT» name) AS last FROM (VALUES ('A', 'x')) AS v(country, name) GROUP BY country;
