/** Variables in hints have values where the file is deployed: found while its deployments are made. */
import { describeRule } from '../define.ts';

export const unsetVariable = describeRule({
  id: 'deploy/unset-variable',
  severity: 'error',
  title: 'A variable in a hint has a value when the file is deployed',
  why: `Hints may hold \`\${VARIABLE}\`, so that one file serves several environments. An unset variable would deploy an empty value; a default is written \`\${VARIABLE:-2}\`.`,
  bad: `-- @ferris:scaling.max_replicas=\${MOST_PODS}\nSELECT symbol FROM trades;\n`,
  good: `-- @ferris:scaling.max_replicas=\${MOST_PODS:-4}\nSELECT symbol FROM trades;\n`,
});
