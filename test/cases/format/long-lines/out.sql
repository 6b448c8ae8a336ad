SELECT
  t.first_column_of_the_relation + t.second_column_of_the_relation * t.third_column_of_the_relation
    - t.fourth AS computed,
  'prefix-' || t.name || '-middle-' || t.kind || '-and-yet-another-part-' || t.suffix
    || '-end' AS label,
  (
    amount - AVG(amount) OVER (
      PARTITION BY customer_id
      ORDER BY event_time
      ROWS BETWEEN 19 PRECEDING AND CURRENT ROW
    )
  ) / NULLIF(
    STDDEV(amount) OVER (
      PARTITION BY customer_id
      ORDER BY event_time
      ROWS BETWEEN 19 PRECEDING AND CURRENT ROW
    ),
    0
  ) AS z
FROM t
JOIN a_relation_with_a_long_name AS other
  ON t.identifier = other.identifier
    AND t.another_identifier = other.another_identifier
    AND t.kind = other.kind
WHERE NOT (t.a = 1 AND t.b = 2)
  OR t.created_at BETWEEN other.created_at AND other.created_at + INTERVAL '15' MINUTE
    AND t.description LIKE '%something%';
