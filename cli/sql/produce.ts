/** ferris-sql produce: lines of JSON into a topic. */
import fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { OutputRecord, Writer } from '../../runtime/connectors/port.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { brokersFlag, findPlace, openPlace } from '../brokers.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, readText } from '../files.ts';
import { onInterrupt } from '../interrupt.ts';
import { type Io, resolvePath } from '../io.ts';
import { tellPlaceErrors } from './place-errors.ts';
import { type Problems, problemList } from './problems.ts';
import { jsonLines } from './producing/lines.ts';
import { type Fields, recordOf } from './producing/record.ts';

/** Records that become visible together when no pace is asked for. */
const BATCH = 2000;
/** At a pace, batches are of so much time: milliseconds. */
const BEAT = 100;

export const command = defineCommand({
  name: 'produce',
  summary: 'write lines of JSON to a topic',
  flags: {
    topic: { value: 'TOPIC', doc: 'where to; made when it is missing', required: true },
    file: { value: 'FILE', short: 'f', doc: "a record's value a line; '-' is stdin", default: '-' },
    'key-field': { value: 'FIELD', doc: 'the field whose value is the key' },
    'timestamp-field': {
      value: 'FIELD',
      doc: "the field that is the record's time: milliseconds since 1970 or ISO 8601; without it, now",
    },
    rate: { value: 'N/s', doc: 'at most so many records a second' },
    partitions: { value: 'NUMBER', doc: 'of a topic that is made', integer: { min: 1, max: 10_000 }, default: 1 },
    brokers: brokersFlag,
    strict: { doc: 'exit code 1 when a line could not be written' },
  },
  examples: [
    ['ferris-sql produce --topic trades --file trades.jsonl --key-field ticker', 'a file'],
    ['ferris-sql produce --topic trades --file trades.jsonl --timestamp-field time --rate 100/s', 'as if it were live'],
  ],
  async run({ flags }, io) {
    const rate = readRate(flags.rate);
    const name = flags.file === '-' ? '<stdin>' : flags.file;
    const chunks = flags.file === '-' ? io.stdin : await openFile(flags.file, io);
    const fields: Fields = { key: flags['key-field'], timestamp: flags['timestamp-field'] };
    const place = await findPlace(flags.brokers, io);
    const problems = problemList(io, 'line');
    using interrupt = onInterrupt(io);
    return await tellPlaceErrors(io, async () => {
      const connector = await openPlace(place, io, problem => problems.take(problem));
      let written = 0;
      try {
        await connector.createTopic(flags.topic, flags.partitions, interrupt.signal);
        const writer = await connector.writer();
        try {
          const records = readRecords(chunks, name, flags.topic, fields, problems);
          written = await writeAll(records, writer, { rate, signal: interrupt.signal, io });
        } finally {
          await writer.close();
        }
      } catch (error) {
        if (!interrupt.signal.aborted) throw error;
      } finally {
        await connector.close();
      }
      await problems.summary();
      await io.stderr.write(
        `ferris-sql: wrote ${written} record${written === 1 ? '' : 's'} to ${flags.topic} of ${connector.place}\n`,
      );
      if (interrupt.byUser) return EXIT.interrupted;
      return flags.strict && problems.count > 0 ? EXIT.findings : EXIT.ok;
    });
  },
});

/** Records a second; undefined: as fast as it goes. Throws UsageError. */
function readRate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rate = Number(/^(\d{1,9}(?:\.\d+)?)(?:\/s)?$/.exec(text)?.[1]);
  if (!(rate > 0)) throw new UsageError(`--rate takes records a second such as 100/s, not '${text}'`);
  return rate;
}

/** Throws FileError at once for a file that cannot be read. */
async function openFile(file: string, io: Io): Promise<AsyncIterable<Uint8Array>> {
  const path = resolvePath(io, file);
  // What is wrong with a file that is no file is said in the words of every command.
  if (!fs.existsSync(path) || !fs.statSync(path).isFile()) await readText(file, io);
  const handle = await fs.promises.open(path).catch((error: Error) => {
    throw new FileError(`cannot read ${file}: ${error.message}`);
  });
  return handle.createReadStream({ highWaterMark: 256 * 1024 });
}

/** The records of each chunk that came, so that what a slow pipe has given so far need not wait. */
async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  topic: string,
  fields: Fields,
  problems: Problems,
): AsyncGenerator<readonly OutputRecord[]> {
  for await (const lines of jsonLines(chunks)) {
    const records: OutputRecord[] = [];
    for (const { bytes, number } of lines) {
      const record = recordOf(bytes, topic, fields, Date.now());
      if (typeof record === 'string') problems.take({ place: `${name}:${number}`, message: record });
      else records.push(record);
    }
    yield records;
  }
}

interface Pace {
  readonly rate: number | undefined;
  readonly signal: AbortSignal;
  readonly io: Io;
}

/** Gives how many were written. */
async function writeAll(
  chunks: AsyncIterable<readonly OutputRecord[]>,
  writer: Writer,
  { rate, signal, io }: Pace,
): Promise<number> {
  const size = rate === undefined ? BATCH : Math.max(1, Math.min(BATCH, Math.round((rate * BEAT) / 1000)));
  const started = performance.now();
  let written = 0;
  let shown = 0;
  const ended = new Promise<undefined>(resolve => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const source = chunks[Symbol.asyncIterator]();
  for (;;) {
    // A pipe may be silent for ever: Ctrl-C does not wait for it.
    const next = await Promise.race([source.next(), ended]);
    if (next === undefined || next.done) break;
    for (let at = 0; at < next.value.length && !signal.aborted; at += size) {
      const batch = next.value.slice(at, at + size);
      await writer.write(batch);
      await writer.commit();
      written += batch.length;
      const now = performance.now();
      if (io.stderr.isTTY && now - shown > BEAT) {
        shown = now;
        await io.stderr.write(`\r${written} records, ${Math.round((written * 1000) / (now - started + 1))}/s `);
      }
      const ahead = rate === undefined ? 0 : (written * 1000) / rate - (now - started);
      if (ahead > 1) await wait(ahead, undefined, { signal }).catch(() => undefined);
    }
  }
  if (shown > 0) await io.stderr.write('\r\u001b[K');
  return written;
}
