/**
 * What a job remembers of its files, in a topic of the place that it commits to: in the same commit as what came out of them. Which
 * files are which partitions, how far each was read, and which files were being written.
 */
import { setTimeout } from 'node:timers/promises';
import { type Connector, ConnectorError, type GroupOffsets, type OutputRecord } from '../port.ts';

export interface KeptPositions {
  get(key: readonly (string | number)[]): unknown;
  set(key: readonly (string | number)[], value: unknown): void;
  /** Records of what was set since they were last asked for, and the offsets that count them. */
  changes(): { readonly records: readonly OutputRecord[]; readonly count: GroupOffsets['offsets'] };
  /** The changes were not committed: they are still to be. */
  again(): void;
}

/** How long it may take until what was committed can be read, in milliseconds. */
const PATIENCE = 30_000;
const PAUSE = 50;

/** Reads what there is. Rejects with ConnectorError, or the signal's reason. */
export async function keptPositions(base: Connector, group: string, signal: AbortSignal): Promise<KeptPositions> {
  if (!base.createChangelog)
    throw new ConnectorError(
      'refused',
      `a job with files commits to a log or to Kafka, where it can keep how far it has read: ${base.place} keeps no such thing. Use --brokers dir:PATH, or leave it out`,
    );
  const topic = `${group}-ferris-files`.replace(/[^\w.-]/g, '_');
  await base.createChangelog(topic, 1, signal);
  const values = new Map<string, string>();
  let changed = new Set<string>();
  let handed = new Set<string>();
  let count = 0;

  async function readAll(): Promise<void> {
    const [found] = (await base.partitions(topic, signal)) ?? [];
    if (!found) return;
    const { partition, earliest, end } = found;
    const reader = await base.reader([{ topic, partition, from: earliest, to: end }]);
    try {
      for (;;) {
        const batches = await reader.read(1000, signal);
        if (!batches) return;
        for (const { key, value } of batches.flatMap(({ records }) => records)) {
          const name = Buffer.from(key ?? []).toString();
          const text = Buffer.from(value ?? []).toString();
          if (name === COUNT) count = Number(text);
          else values.set(name, text);
        }
      }
    } finally {
      await reader.close();
    }
  }

  const committed = (await base.committed(group, topic, signal)).get(0) ?? 0;
  await readAll();
  // Where it was committed and is not to be seen yet, the markers of the transaction are on their way.
  for (let waited = 0; count < committed; waited += PAUSE) {
    if (waited > PATIENCE)
      throw new ConnectorError(
        'unreachable',
        `${base.place} does not show what was committed to '${topic}', where the job keeps how far it has read its files`,
      );
    await setTimeout(PAUSE, undefined, { signal });
    await readAll();
  }

  const record = (key: string, text: string): OutputRecord => ({
    topic,
    partition: 0,
    timestamp: 0,
    key: Buffer.from(key),
    value: Buffer.from(text),
    headers: [],
  });
  return {
    get(key) {
      const text = values.get(JSON.stringify(key));
      return text === undefined ? undefined : JSON.parse(text);
    },
    set(key, value) {
      const [name, text] = [JSON.stringify(key), JSON.stringify(value)];
      if (values.get(name) === text) return;
      values.set(name, text);
      changed.add(name);
    },
    changes() {
      handed = changed;
      changed = new Set();
      if (handed.size > 0) count++;
      return {
        records:
          handed.size === 0
            ? []
            : [...[...handed].map(name => record(name, values.get(name)!)), record(COUNT, String(count))],
        count: [{ topic, partition: 0, offset: count }],
      };
    },
    again() {
      changed = new Set([...changed, ...handed]);
      handed = new Set();
    },
  };
}

/** The key of the record that counts the commits. */
const COUNT = 'commits';
