-- expect: sql/join-key-types at «o.id = p.ref»
-- expect: sql/join-key-types at «o.amount = p.id»
-- expect: sql/join-key-types at «ref»
-- expect: sql/join-key-types at «o.id = p.ref»
CREATE STREAM orders (id BIGINT, customer STRING, amount DECIMAL(12, 2), t TIMESTAMP, other TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '5' SECOND);
CREATE STREAM payments (id BIGINT, ref DOUBLE, paid DECIMAL(10, 2), t TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '5' SECOND);
SELECT o.id FROM orders o JOIN payments p ON «o.id = p.ref» WITHIN 1h;
SELECT o.id FROM orders o JOIN payments p ON «o.amount = p.id» WITHIN 1h;
SELECT o.ref FROM (SELECT id AS ref, t FROM orders) AS o JOIN payments p USING («ref») WITHIN 1h;
SELECT o.id FROM orders o, payments p WHERE «o.id = p.ref» AND o.t = p.t;
-- Precision is no other type; what a CAST says is meant; what both sides are in is no key.
SELECT o.id FROM orders o JOIN payments p ON o.amount = p.paid WITHIN 1h;
SELECT o.id FROM orders o JOIN payments p ON CAST(o.id AS DOUBLE) = p.ref WITHIN 1h;
SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND o.id + p.id = p.ref WITHIN 1h;
SELECT o.id FROM orders o JOIN payments p ON o.id = p.id AND p.paid = 3 WITHIN 1h;
