/** A job that is stopped and started again in memory, and all that it leaves behind in between. */
import { type MemoryConnector, memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { runInGroup } from '../../../runtime/jobs/in-group.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { never } from '../connectors/conformance.ts';
import { untilCommitted } from '../jobs/until-committed.ts';
import { inputOf, type UpgradedJob } from './jobs.ts';

/** What a job of some version has left. Bytes in base64. */
export interface LeftBehind {
  readonly name: string;
  readonly plan: Plan;
  readonly changelogs: Readonly<Record<string, readonly (readonly [key: string, value: string | null])[]>>;
  /** By group and topic. */
  readonly offsets: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What it had put out. */
  readonly rows: readonly string[];
}

const GROUP = 'job';
const GROUPS = [GROUP, `${GROUP}.began-at`, `${GROUP}.ended-at`, `${GROUP}.partitions`];

export const planOf = ({ sql }: UpgradedJob): Plan => buildPlan(analyze(sql), { bounded: false });

const memoryOf = ({ topics }: UpgradedJob): MemoryConnector => {
  const memory = memoryConnector({ topics: Object.fromEntries(topics.map(topic => [topic, 1])) });
  for (const topic of topics) memory.append(topic, inputOf(topic, true));
  return memory;
};

interface Choice {
  readonly resetState?: boolean;
  /** Instead of that which this version makes. */
  readonly plan?: Plan;
}

/** Until all that is there has been committed. */
const worked = (
  job: UpgradedJob,
  memory: MemoryConnector,
  { resetState = false, plan = planOf(job) }: Choice = {},
): Promise<void> =>
  untilCommitted(memory, GROUP, job.topics, signal =>
    runInGroup({
      plan,
      connector: memory,
      group: GROUP,
      otherwise: 'earliest',
      commitIntervalMs: 1,
      resetState,
      onEvent: () => {},
      onProblem: () => {},
      signal,
    }),
  );

const rowsOf = (memory: MemoryConnector): readonly string[] =>
  memory.records('result').map(({ key, value }) => `${key && Buffer.from(key)}=${value && Buffer.from(value)}`);

/** What it leaves when it has read the first part. */
export async function leftBehindBy(job: UpgradedJob): Promise<LeftBehind> {
  const memory = memoryOf(job);
  await worked(job, memory);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const changelogs: Record<string, [string, string | null][]> = {};
  for (const topic of await memory.topics(never))
    if (topic.endsWith('-changelog'))
      changelogs[topic] = memory.records(topic).map(({ key, value }) => [base64(key!), value && base64(value)]);
  const offsets: Record<string, Record<string, number>> = {};
  for (const group of GROUPS)
    for (const topic of job.topics) {
      const offset = (await memory.committed(group, topic, never)).get(0);
      if (offset !== undefined) offsets[group] = { ...offsets[group], [topic]: offset };
    }
  return { name: job.name, plan: planOf(job), changelogs, offsets, rows: rowsOf(memory) };
}

/** What comes out of the second part after that. Rejects as the job does. */
export async function goneOnFrom(job: UpgradedJob, left: LeftBehind, choice: Choice = {}): Promise<readonly string[]> {
  const memory = memoryOf(job);
  for (const [topic, records] of Object.entries(left.changelogs))
    memory.append(
      topic,
      records.map(([key, value]) => ({
        key: Buffer.from(key, 'base64'),
        value: value === null ? null : Buffer.from(value, 'base64'),
      })),
    );
  const writer = await memory.writer();
  for (const [group, offsets] of Object.entries(left.offsets))
    await writer.commit({
      group,
      offsets: Object.entries(offsets).map(([topic, offset]) => ({ topic, partition: 0, offset })),
    });
  await writer.close();
  for (const topic of job.topics) memory.append(topic, inputOf(topic, false));
  await worked(job, memory, choice);
  return rowsOf(memory);
}
