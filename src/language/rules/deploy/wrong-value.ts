/** What a variable puts into a hint is as good as a value written there: found while deployments are made. */
import { describeRule } from '../define.ts';

export const wrongValue = describeRule({
  id: 'deploy/wrong-value',
  severity: 'error',
  title: 'A value from a variable fits its hint',
  why: 'What a variable holds is known only where the file is deployed, so it is checked there, as a value in the file is while it is written.',
  bad: `-- @ferris:scaling.max_replicas=\${MOST_PODS:-many}\nSELECT symbol FROM trades;\n`,
  good: `-- @ferris:scaling.max_replicas=\${MOST_PODS:-4}\nSELECT symbol FROM trades;\n`,
});
