/** Writes the topics of the Nexmark queries as files: `node examples/nexmark/generate.ts --events 20000 --seed 7 --out DIR`. */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { nexmarkEvents } from './generator/events.ts';
import { sideInput } from './generator/side-input.ts';

const USAGE = `Usage: node examples/nexmark/generate.ts [flags]
  --events NUMBER    of persons, auctions and bids together (default 10000)
  --seed NUMBER      other events for another one (default 1)
  --out DIR          where person.jsonl, auction.jsonl, bid.jsonl and side_input.jsonl go (default examples/nexmark/data)
  --rate NUMBER      events a second of event time (default 100)
  --disorder NUMBER  so many events in a row have their times in another order (default 1: none)
`;
const BAD_USAGE = 64;
const LINES_AT_A_TIME = 10_000;

function given() {
  try {
    const { values } = parseArgs({
      options: {
        events: { type: 'string', default: '10000' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string', default: path.join(import.meta.dirname, 'data') },
        rate: { type: 'string', default: '100' },
        disorder: { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return {
      ...values,
      whole: (name: 'events' | 'seed' | 'rate' | 'disorder', least: number) => wholeOf(name, values[name], least),
    };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function wholeOf(name: string, text: string, least: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < least)
    refuse(`--${name} must be a whole number from ${least} on, not '${text}'`);
  return number;
}

function refuse(message: string): never {
  process.stderr.write(`generate: ${message}\n${USAGE}`);
  process.exit(BAD_USAGE);
}

const flags = given();
if (flags.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const events = flags.whole('events', 0);
const course = {
  seed: flags.whole('seed', 0),
  eventsPerSecond: flags.whole('rate', 1),
  disorder: flags.whole('disorder', 1),
};
fs.mkdirSync(flags.out, { recursive: true });
const counts: Record<string, number> = {};
const waiting: Record<string, string[]> = {};

function add(topic: string, value: object): void {
  waiting[topic] ??= begin(topic);
  waiting[topic].push(`${JSON.stringify(value)}\n`);
  counts[topic] = (counts[topic] ?? 0) + 1;
  if (waiting[topic].length >= LINES_AT_A_TIME) flush(topic);
}

function begin(topic: string): string[] {
  fs.writeFileSync(fileOf(topic), '');
  return [];
}

function flush(topic: string): void {
  fs.appendFileSync(fileOf(topic), waiting[topic]!.splice(0).join(''));
}

const fileOf = (topic: string): string => path.join(flags.out, `${topic}.jsonl`);

for (const { topic, value } of nexmarkEvents(course, events)) add(topic, value);
for (const row of sideInput()) add('side_input', row);
for (const topic of Object.keys(waiting)) flush(topic);
process.stdout.write(
  `${Object.entries(counts)
    .map(([topic, count]) => `${count} ${topic}`)
    .join(', ')} in ${flags.out}\n`,
);
