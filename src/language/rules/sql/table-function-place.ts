/** A function that makes rows stands behind FROM: found while binding. */
import { describeRule } from '../define.ts';

export const tableFunctionPlace = describeRule({
  id: 'sql/table-function-place',
  severity: 'error',
  title: 'A function that makes rows stands behind FROM',
  why: 'UNNEST gives several rows for one, so it is a relation. In a select list it may stand alone; inside an expression there is no single value of it.',
  bad: `CREATE STREAM posts (id BIGINT, tags ARRAY<STRING>);
SELECT id, UPPER(UNNEST(tags)) AS tag FROM posts;
`,
  good: `CREATE STREAM posts (id BIGINT, tags ARRAY<STRING>);
SELECT id, UPPER(tag) AS tag FROM posts CROSS JOIN UNNEST(tags) AS t(tag);
`,
});
