-- expect: sql/where-interval at «p.t >= o.t AND o.amount > 3 AND p.t <= o.t + INTERVAL '1' HOUR»
-- expect: sql/where-interval at «p.t >= o.t»
-- expect: sql/where-interval at «p.t BETWEEN o.t AND o.t + INTERVAL '1' HOUR»
CREATE STREAM orders (id BIGINT, customer STRING, amount DECIMAL(12, 2), t TIMESTAMP, other TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '5' SECOND);
CREATE STREAM payments (id BIGINT, ref DOUBLE, paid DECIMAL(10, 2), t TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '5' SECOND);
SELECT o.id FROM orders o LEFT JOIN payments p ON o.id = p.id WHERE «p.t >= o.t AND o.amount > 3 AND p.t <= o.t + INTERVAL '1' HOUR»;
-- WITHIN bounds it, and WHERE still drops.
SELECT o.id FROM orders o LEFT JOIN payments p ON o.id = p.id WITHIN 1h WHERE «p.t >= o.t»;
SELECT o.id FROM orders o FULL JOIN payments p ON o.id = p.id WHERE «p.t BETWEEN o.t AND o.t + INTERVAL '1' HOUR»;
-- An inner join, the bound in ON, and a condition that lets the rows without a partner pass.
SELECT o.id FROM orders o JOIN payments p ON o.id = p.id WHERE p.t BETWEEN o.t AND o.t + INTERVAL '1' HOUR;
SELECT o.id FROM orders o LEFT JOIN payments p ON o.id = p.id AND p.t BETWEEN o.t AND o.t + INTERVAL '1' HOUR WHERE o.amount > 3;
SELECT o.id FROM orders o LEFT JOIN payments p ON o.id = p.id WITHIN 1h WHERE p.t IS NULL OR p.t >= o.t;
