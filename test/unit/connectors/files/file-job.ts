/** A job from files to files in a process of its own, which a test kills: reads what is new, then ends. Arguments: the folder, which has its plan. */
import { readFileSync } from 'node:fs';
import { withFiles } from '../../../../runtime/connectors/files/with-files.ts';
import { openConnector } from '../../../../runtime/connectors/open.ts';
import { runInGroup } from '../../../../runtime/jobs/in-group.ts';
import type { Plan } from '../../../../src/compiler/plan/plan.ts';

const folder = process.argv[2]!;
const plan = JSON.parse(readFileSync(`${folder}/plan.json`, 'utf8')) as Plan;
const { bounded } = plan;
const onProblem = ({ message }: { message: string }): void => console.error(message);
const { signal } = new AbortController();
const log = await openConnector(`dir:${folder}/log`, { onProblem });
const files = {
  plan,
  folder,
  fill: (text: string) => text,
  ends: bounded,
  group: 'g',
  writes: plan.queries,
  onProblem,
};
const connector = await withFiles(log, { ...files, signal });
await runInGroup({
  plan,
  connector,
  group: 'g',
  otherwise: 'earliest',
  oneTask: true,
  bounded,
  commitIntervalMs: 0,
  onEvent: () => {},
  onProblem,
  signal,
});
await connector.close();
