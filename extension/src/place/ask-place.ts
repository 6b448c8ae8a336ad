/** Asks a place for its topics through `ferris-sql topics`: a short process, so a silent broker costs the editor nothing. */
import { type Once, reasonOf, runOnce } from '../command-line/run-once.ts';
import { checkedTopics, type Topic, type Topics } from './topics.ts';

/** Seconds that a place may take to answer. */
const PATIENCE = 10;

export type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string };

export interface PlaceQuestion extends Pick<Once, 'program' | 'folder' | 'env'> {
  /** As `--brokers` takes it; undefined: as ferris.yaml says. */
  readonly brokers: string | undefined;
  readonly signal?: AbortSignal;
}

/** Names alone: enough to see whether the place is there. */
export const askTopics = (question: PlaceQuestion): Promise<Answer<Topics>> => ask(question, ['--names']);

/** @param samples how many of its latest records */
export async function askTopic(question: PlaceQuestion, name: string, samples: number): Promise<Answer<Topic>> {
  const answer = await ask(question, ['--samples', String(samples)], [name]);
  if (!answer.ok) return answer;
  const [topic] = answer.value.topics;
  return topic ? { ok: true, value: topic } : { ok: false, why: `there is no topic '${name}' any more` };
}

async function ask(
  { program, folder, brokers, signal, env }: PlaceQuestion,
  flags: readonly string[],
  topics: readonly string[] = [],
): Promise<Answer<Topics>> {
  const args = ['topics', ...flags, '--format', 'json', '--timeout', String(PATIENCE)];
  if (brokers !== undefined) args.push(`--brokers=${brokers}`);
  // A topic's name may look like a flag.
  if (topics.length > 0) args.push('--', ...topics);
  const ended = await runOnce({
    program,
    args,
    folder,
    timeout: (PATIENCE + 5) * 1000,
    ...(signal ? { signal } : {}),
    ...(env ? { env } : {}),
  });
  const value = ended.code === 0 ? checkedTopics(ended.stdout) : undefined;
  return value ? { ok: true, value } : { ok: false, why: reasonOf(ended, 'the topics cannot be listed') };
}
