-- @ferris:workload=analytics
-- @ferris:scaling.min_replicas=2
-- @ferris:scaling.max_replicas=8

/* A block comment; with a semicolon, 'a quote and
   -- @ferris:no=hint */
-- @ferris:alerts.channel=#harbour
-- @ferris:schedule=0 6 * * 1-5   # every working day
SELECT crane, -- a comment in the middle; not the end
  COUNT(*) AS n /* another */ FROM crane_moves
-- @ferris:scaling.min_replicas=4
GROUP BY crane
WINDOW TUMBLING(1m);

-- ferris-ignore sql/duplicate-column, sql/no-aggregate
SELECT crane AS a, crane AS a FROM crane_moves;
-- @ferris:
-- @ferris:sc
-- @ferris scaling.min_replicas=3
SELECT 1 -- no semicolon, and the file ends here
