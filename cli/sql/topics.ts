/** ferris-sql topics: what there is to read in a place, for people and for the editor's tree of topics. */
import { type Connector, ConnectorError, type PartitionOffsets } from '../../runtime/connectors/port.ts';
import { UnknownTopicError } from '../../runtime/jobs/job.ts';
import { defineCommand } from '../arguments.ts';
import { brokersFlag, findPlace, openPlace } from '../brokers.ts';
import { EXIT } from '../exit-codes.ts';
import { onInterrupt } from '../interrupt.ts';
import { columnsOf, latestRecords, type SampleColumn, type SampleRecord, selectFrom } from './listing/sample.ts';
import { topicsText } from './listing/text.ts';
import { tellPlaceErrors } from './place-errors.ts';

/** What `--format json` writes: the editor reads it. */
export interface TopicsReport {
  /** As messages name it: `dir:.ferris/log`, `kafka localhost:9092`. */
  readonly place: string;
  readonly topics: readonly TopicReport[];
}

export interface TopicReport {
  readonly name: string;
  /** Absent with --names. */
  readonly partitions?: readonly PartitionOffsets[];
  /** With --samples: oldest first. */
  readonly samples?: readonly SampleRecord[];
  /** With --samples: those of the JSON objects among the samples. */
  readonly columns?: readonly SampleColumn[];
  /** With --samples: a statement that reads it. */
  readonly select?: string;
}

export const command = defineCommand({
  name: 'topics',
  summary: 'list topics, their partitions, sample records and the columns these show',
  positionals: { name: 'TOPICS', doc: 'only these; without them all', min: 0, max: 1000 },
  flags: {
    brokers: brokersFlag,
    names: { doc: 'names alone: nothing but the list is asked for' },
    samples: {
      value: 'NUMBER',
      doc: 'so many of the latest records of each topic, and the columns that they show',
      integer: { min: 0, max: 10_000 },
      default: 0,
    },
    timeout: {
      value: 'SECONDS',
      doc: 'how long it may take in all',
      integer: { min: 1, max: 3600 },
      default: 30,
    },
    format: { value: 'FORMAT', short: 'f', doc: 'how it is written', allowed: ['text', 'json'], default: 'text' },
  },
  examples: [
    ['ferris-sql topics', 'what can be read'],
    ['ferris-sql topics trades --samples 3', 'what is in a topic'],
    ['ferris-sql topics --brokers localhost:9092 --names --timeout 5', 'whether a broker answers'],
  ],
  async run({ flags, positionals }, io) {
    const place = await findPlace(flags.brokers, io);
    using interrupt = onInterrupt(io);
    const late = AbortSignal.timeout(flags.timeout * 1000);
    const signal = AbortSignal.any([interrupt.signal, late]);
    return await tellPlaceErrors(io, async () => {
      try {
        // Lines that are no records are not in the samples, and nothing is computed from them here.
        const connector = await openPlace(place, io, () => undefined, { timeoutMs: flags.timeout * 1000 });
        try {
          const wanted = await chosen(connector, positionals, signal);
          const topics: TopicReport[] = [];
          for (const name of wanted)
            topics.push(flags.names ? { name } : await described(connector, name, flags.samples, signal));
          const report: TopicsReport = { place: connector.place, topics };
          await io.stdout.write(flags.format === 'json' ? `${JSON.stringify(report)}\n` : topicsText(report));
          return EXIT.ok;
        } finally {
          await connector.close();
        }
      } catch (error) {
        if (interrupt.byUser) return EXIT.interrupted;
        if (late.aborted && !(error instanceof ConnectorError))
          throw new ConnectorError('unreachable', `${place.place} did not answer within ${flags.timeout} s`);
        throw error;
      }
    });
  },
});

/** In their order. Throws UnknownTopicError. */
async function chosen(
  connector: Connector,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const all = await connector.topics(signal);
  const unknown = wanted.find(name => !all.includes(name));
  if (unknown !== undefined) throw new UnknownTopicError(unknown, all, connector.place);
  return wanted.length === 0 ? all : wanted;
}

async function described(connector: Connector, name: string, count: number, signal: AbortSignal): Promise<TopicReport> {
  // It may be deleted in the meantime.
  const partitions = (await connector.partitions(name, signal)) ?? [];
  if (count === 0) return { name, partitions };
  const samples = await latestRecords(connector, name, partitions, count, signal);
  const columns = columnsOf(samples);
  return { name, partitions, samples, columns, select: selectFrom(name, columns) };
}
