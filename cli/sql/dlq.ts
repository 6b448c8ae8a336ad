/** ferris-sql dlq: records that a job could not process and kept in a topic: see them, and give them to the job again. */
import type { Connector } from '../../runtime/connectors/port.ts';
import { defineCommand, listOf, UsageError } from '../arguments.ts';
import { brokersFlag, findPlace, openPlace } from '../brokers.ts';
import { EXIT } from '../exit-codes.ts';
import { onInterrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { type Letter, lettersOf, readPlace } from './dead-letters/letters.ts';
import { letterJson, listText, wholeText } from './dead-letters/text.ts';
import { tellPlaceErrors } from './place-errors.ts';

const ACTIONS = ['list', 'show', 'retry'] as const;

/** Whose offsets say what was given back already. */
const retryGroup = (topic: string): string => `${topic}.retry`;

interface Asked {
  readonly topic: string;
  readonly offset: string | undefined;
  readonly code: string | undefined;
  readonly limit: number;
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export const command = defineCommand({
  name: 'dlq',
  summary: 'list, show and retry records that a job could not process and kept in a dead letter topic',
  positionals: {
    name: 'ACTION TOPIC',
    doc: `${listOf([...ACTIONS])}, and the topic of the dead letters`,
    min: 2,
    max: 2,
  },
  flags: {
    brokers: brokersFlag,
    offset: { value: 'OFFSET', doc: 'only this one, as list shows it: an offset, or PARTITION@OFFSET' },
    code: { value: 'CODE', doc: 'only those with this error, such as decode' },
    limit: { value: 'NUMBER', doc: 'so many at most, the oldest first', integer: { min: 1 }, default: 1000 },
    all: { doc: 'retry: also those that were given back before' },
    'dry-run': { doc: 'retry: only say what would be given back' },
    format: { value: 'FORMAT', short: 'f', doc: 'how it is written', allowed: ['text', 'json'], default: 'text' },
  },
  examples: [
    ['ferris-sql dlq list orders-dlq', 'what there is, with the errors'],
    ['ferris-sql dlq show orders-dlq --offset 3', 'one with its bytes'],
    [
      'ferris-sql dlq retry orders-dlq',
      'all that were not given back yet, each to the topic and partition it came from',
    ],
  ],
  async run({ flags, positionals: [given, topic] }, io) {
    const action = ACTIONS.find(one => one === given);
    if (!action) throw new UsageError(`dlq takes ${listOf([...ACTIONS])}, not '${given}'`);
    if (action === 'show' && flags.offset === undefined)
      throw new UsageError('show needs --offset', 'list shows the offsets');
    if (action !== 'retry' && (flags.all || flags['dry-run']))
      throw new UsageError('--all and --dry-run are for retry');
    const asked: Asked = {
      topic: topic!,
      offset: flags.offset,
      code: flags.code,
      limit: flags.limit,
      all: flags.all,
      dryRun: flags['dry-run'],
      json: flags.format === 'json',
    };
    const place = await findPlace(flags.brokers, io);
    using interrupt = onInterrupt(io);
    return await tellPlaceErrors(io, async () => {
      const connector = await openPlace(place, io, () => undefined);
      try {
        return action === 'retry'
          ? await retry(connector, asked, interrupt.signal, io)
          : await tell(connector, action, asked, interrupt.signal, io);
      } finally {
        await connector.close();
      }
    });
  },
});

async function tell(
  connector: Connector,
  action: 'list' | 'show',
  asked: Asked,
  signal: AbortSignal,
  io: Io,
): Promise<number> {
  const { letters, others } = await lettersOf(connector, asked.topic, new Map(), signal);
  const chosen = chosenOf(letters, asked);
  if (asked.json) await io.stdout.write(`${JSON.stringify({ letters: chosen.map(letterJson), others })}\n`);
  else if (action === 'show') await io.stdout.write(chosen.map(wholeText).join('\n'));
  else await io.stdout.write(chosen.length === 0 ? 'no dead letters\n' : listText(chosen));
  if (others > 0 && !asked.json)
    await io.stderr.write(`ferris-sql: ${others} other records of ${asked.topic} are no dead letters\n`);
  return EXIT.ok;
}

/** Rows and how far it has come in one commit: what was given back is given back once. */
async function retry(connector: Connector, asked: Asked, signal: AbortSignal, io: Io): Promise<number> {
  const { topic, dryRun, json, all } = asked;
  const group = retryGroup(topic);
  // Who names some of them means these, whatever was done before.
  const named = all || asked.offset !== undefined || asked.code !== undefined;
  const since = named ? new Map<number, number>() : await connector.committed(group, topic, signal);
  const { letters, ends } = await lettersOf(connector, topic, since, signal);
  const chosen = chosenOf(letters, asked);
  if (!dryRun && chosen.length > 0) {
    const writer = await connector.writer();
    try {
      await writer.write(
        chosen.map(({ place, original, partition, offset }) => ({
          ...original,
          topic: place.topic,
          partition: place.partition,
          headers: [...original.headers, ['ferris-retry-of', Buffer.from(`${topic}-${partition}@${offset}`)] as const],
        })),
      );
      const last = chosen.at(-1)!;
      const isAll = chosen.length === letters.length;
      const reached = ends.map(end => {
        const own = chosen.filter(({ partition }) => partition === end.partition).at(-1);
        if (isAll || end.partition < last.partition) return end;
        return { ...end, offset: own ? own.offset + 1 : (since.get(end.partition) ?? 0) };
      });
      await writer.commit(named ? undefined : { group, offsets: reached });
    } finally {
      await writer.close();
    }
  }
  if (json)
    await io.stdout.write(
      `${JSON.stringify({ retried: dryRun ? 0 : chosen.length, letters: chosen.map(letterJson) })}\n`,
    );
  else
    await io.stdout.write(
      chosen.length === 0
        ? 'nothing to give back\n'
        : `${dryRun ? 'would give back' : 'gave back'} ${chosen.length} record${chosen.length === 1 ? '' : 's'}\n${dryRun ? listText(chosen) : ''}`,
    );
  return EXIT.ok;
}

/** Throws UsageError when one was named that is not there. */
function chosenOf(letters: readonly Letter[], { offset, code, limit }: Asked): readonly Letter[] {
  const place = offset === undefined ? undefined : readPlace(offset);
  const found = letters.filter(
    one =>
      (!place || (one.partition === place.partition && one.offset === place.offset)) &&
      (code === undefined || one.code === code),
  );
  if (place && found.length === 0)
    throw new UsageError(`there is no dead letter at ${place.partition}@${place.offset}`, 'list shows them');
  return found.slice(0, limit);
}
