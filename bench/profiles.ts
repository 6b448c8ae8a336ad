/**
 * What each profile does, on a Kafka of this machine: how many records a second a job takes from topic to topic, and how long
 * after it was written a record's result can be read while one comes every 20 ms.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { runSettingsOf } from '../cli/configuration.ts';
import { openConnector } from '../runtime/connectors/open.ts';
import type { Connector } from '../runtime/connectors/port.ts';
import { runInGroup } from '../runtime/jobs/in-group.ts';
import { startKafka, stopKafka } from '../scripts/kafka/broker.ts';
import { buildPlan } from '../src/compiler/plan/build.ts';
import { compressionsOf } from '../src/compiler/plan/compressions.ts';
import { analyze } from '../src/language/analyze.ts';
import { PROFILES } from '../src/language/configuration/profiles.ts';
import { readConfiguration } from '../src/language/configuration/read.ts';

const RECORDS = 1_000_000;
const SINGLE = 100;
const EVERY_MS = 20;
/** In turns; of each profile the best counts: more where much else goes on on the machine. */
const ROUNDS = 1;
const UTF_8 = new TextEncoder();

interface Measured {
  /** Records. */
  readonly perSecond: number;
  /** Milliseconds until a result can be read: of half of them, of nearly all. */
  readonly median: number;
  readonly slow: number;
}

export async function profiles(write: (line: string) => void): Promise<void> {
  const { brokers, started } = await startKafka({ progress: () => {} });
  try {
    write(
      `${RECORDS} records of 120 bytes from topic to topic, then ${SINGLE} one by one every ${EVERY_MS} ms, best of ${ROUNDS}; the same machine runs the broker`,
    );
    const plain = await open(brokers);
    const many = `many-${randomUUID()}`;
    await plain.createTopic(many, 1, new AbortController().signal);
    const writer = await plain.writer();
    for (let i = 0; i < RECORDS; i += 1000)
      await writer.write(Array.from({ length: 1000 }, (_, k) => recordOf(many, i + k, 0)));
    await writer.commit();
    await writer.close();
    const best = new Map<string, Measured>();
    for (let round = 0; round < ROUNDS; round++)
      for (const { name } of PROFILES) {
        const now = await measured(name, brokers, plain, many);
        const before = best.get(name) ?? now;
        best.set(name, {
          perSecond: Math.max(before.perSecond, now.perSecond),
          median: Math.min(before.median, now.median),
          slow: Math.min(before.slow, now.slow),
        });
      }
    for (const [name, { perSecond, median, slow }] of best)
      write(
        `${name.padEnd(24)} ${(perSecond / 1000).toFixed(0).padStart(5)} k records/s; visible after ${median.toFixed(0).padStart(5)} ms (median), ${slow.toFixed(0)} ms (95 %)`,
      );
    await plain.close();
  } finally {
    if (started) await stopKafka({});
  }
}

const open = (place: string, options: Partial<Parameters<typeof openConnector>[1]> = {}): Promise<Connector> =>
  openConnector(place, { onProblem: () => {}, ...options });

const recordOf = (topic: string, id: number, at: number) => ({
  topic,
  partition: 0,
  timestamp: 1_700_000_000_000 + id,
  key: null,
  value: UTF_8.encode(
    JSON.stringify({ id, at, price: `${100 + (id % 900)}.25`, note: 'x'.repeat(40), symbol: `S${id % 50}` }),
  ),
  headers: [],
});

async function measured(profile: string, brokers: string, plain: Connector, many: string): Promise<Measured> {
  const settings = runSettingsOf(readConfiguration({ leaves: [], variables: {}, flags: { profile } }));
  /** What joining the group takes is not the profile's. */
  let begun = 0;
  const run = async (input: string, watch: (out: string) => Promise<void>): Promise<void> => {
    const out = `out-${randomUUID()}`;
    await plain.createTopic(out, 1, new AbortController().signal);
    const sql = `CREATE STREAM given (id BIGINT, at DOUBLE, price DECIMAL(12,2), symbol STRING) WITH (topic = '${input}');
      CREATE STREAM made WITH (topic = '${out}') AS SELECT id, at, price * 2 AS twice, symbol FROM given WHERE price > 0;`;
    const analysis = analyze(sql, {
      bounded: false,
      decimals: settings.decimals,
      ...(settings.compression ? { compression: settings.compression } : {}),
    });
    const plan = buildPlan(analysis, { bounded: false });
    const group = randomUUID();
    const connector = await open(brokers, {
      transactionalId: group,
      transfer: settings.transfer,
      compressionOf: compressionsOf(plan),
    });
    const ending = new AbortController();
    const job = runInGroup({
      plan,
      connector,
      group,
      otherwise: 'earliest',
      commitIntervalMs: settings.commitIntervalMs,
      onEvent: event => {
        if (event.kind === 'assigned') begun = performance.now();
      },
      onProblem: problem => {
        throw new Error(problem.message);
      },
      signal: ending.signal,
    });
    try {
      await watch(out);
    } finally {
      ending.abort();
      await job;
      await connector.close();
    }
  };

  let perSecond = 0;
  await run(many, async out => {
    await reading(plain, out, RECORDS, () => {});
    perSecond = RECORDS / ((performance.now() - begun) / 1000);
  });

  const input = `single-${randomUUID()}`;
  await plain.createTopic(input, 1, new AbortController().signal);
  const took: number[] = [];
  await run(input, async out => {
    const writer = await plain.writer();
    const one = async (id: number) => {
      await writer.write([recordOf(input, id, performance.now())]);
      await writer.commit();
    };
    const running = Promise.withResolvers<void>();
    const seen = reading(plain, out, SINGLE + 1, values => {
      for (const { id, at } of values) if (id > 0) took.push(performance.now() - at);
      running.resolve();
    });
    // The first one waits for the group.
    await one(0);
    await running.promise;
    for (let id = 1; id <= SINGLE; id++) {
      await one(id);
      await pause(EVERY_MS);
    }
    await seen;
    await writer.close();
  });
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)]!;
  return { perSecond, median: at(0.5), slow: at(0.95) };
}

/** Until so many rows are there. */
async function reading(
  connector: Connector,
  topic: string,
  rows: number,
  onRows: (values: readonly { readonly id: number; readonly at: number }[], count: number) => void,
): Promise<void> {
  const reader = await connector.reader([{ topic, partition: 0, from: 0 }]);
  const { signal } = new AbortController();
  let count = 0;
  try {
    while (count < rows) {
      const batches = (await reader.read(1000, signal)) ?? [];
      const records = batches.flatMap(batch => batch.records);
      count += records.length;
      if (records.length > 0)
        onRows(
          // Values matter where they come one by one.
          records.length > 1000 ? [] : records.map(({ value }) => JSON.parse(Buffer.from(value!).toString())),
          count,
        );
    }
  } finally {
    await reader.close();
  }
}
