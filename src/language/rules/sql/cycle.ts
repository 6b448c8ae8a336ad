/** No stream is computed from itself: found while binding. */
import { describeRule } from '../define.ts';

export const cycle = describeRule({
  id: 'sql/cycle',
  severity: 'error',
  title: 'No stream is computed from itself',
  why: 'Two statements read what the other writes, directly or through further ones. Neither could begin, and each record would go round for ever. Feed one of them from a source.',
  bad: `CREATE STREAM a AS SELECT x FROM b;
CREATE STREAM b AS SELECT x FROM a;
`,
  good: `CREATE STREAM a AS SELECT x FROM source;
CREATE STREAM b AS SELECT x FROM a;
`,
});
