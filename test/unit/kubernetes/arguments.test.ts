/** The table of flags: what parsing makes of a command line, and what help says of the table. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { defineCommand, parseArguments, UsageError } from '../../../cli/arguments.ts';
import { helpOf } from '../../../cli/help.ts';

const command = defineCommand({
  name: 'fetch',
  summary: 'fetch things',
  positionals: { name: '[THING]', doc: 'what', min: 0, max: 1 },
  flags: {
    limit: { value: 'N', doc: 'how many', integer: { min: 0, max: 100 }, default: 10 },
    offset: { value: 'N', doc: 'from where', integer: {} },
    topic: { value: 'NAME', doc: 'which', aliases: ['input-topic'], short: 't' },
    set: { value: 'K=V', doc: 'a property', repeats: true },
    format: { value: 'FORMAT', doc: 'how', allowed: ['json', 'table'], default: 'json' },
    quiet: { doc: 'less', short: 'q' },
  },
  examples: [['fetch -q', 'quietly']],
  async run({ flags }) {
    // What the types promise.
    const limit: number = flags.limit;
    const topic: string | undefined = flags.topic;
    const sets: readonly string[] = flags.set;
    const format: 'json' | 'table' = flags.format;
    const quiet: boolean = flags.quiet;
    return [limit, topic, sets, format, quiet].length;
  },
});
const parse = (...args: string[]) => parseArguments(command, args);
const refused = (args: string[], told: RegExp) =>
  assert.throws(
    () => parse(...args),
    (error: UsageError) => error instanceof UsageError && told.test(`${error.message} | ${error.hint}`),
    args.join(' '),
  );

test('defaults, values in every spelling, repeats and aliases', () => {
  assert.deepEqual(parse(), {
    flags: { limit: 10, offset: undefined, topic: undefined, set: [], format: 'json', quiet: false },
    positionals: [],
  });
  assert.deepEqual(parse('-q', '-t', 'a', '--limit=5', '--set', 'a=b', '--set=c=d', 'x', '--offset', '-3'), {
    flags: { limit: 5, offset: -3, topic: 'a', set: ['a=b', 'c=d'], format: 'json', quiet: true },
    positionals: ['x'],
  });
  assert.equal(parse('--input-topic', 'b').flags.topic, 'b');
  assert.equal(parse('--topic', 'b', '--input-topic', 'b').flags.topic, 'b');
  assert.deepEqual(parse('--', '--quiet').positionals, ['--quiet']);
  assert.deepEqual(parse('-').positionals, ['-']);
  assert.equal(parse('--topic=--odd').flags.topic, '--odd');
});

test('what is wrong is named, with what to write', () => {
  refused(['--limt', '3'], /fetch has no flag --limt \| did you mean --limit\?/);
  refused(['--nothing-like-it'], /its flags are --limit, /);
  refused(['-x'], /no flag -x/);
  refused(['--limit', '101'], /whole number, from 0 to 100, not '101'/);
  refused(['--limit', '1.5'], /not '1\.5'/);
  refused(['--limit'], /--limit needs a value: --limit N/);
  refused(['--topic', '--quiet'], /needs a value.*write --topic=--quiet if that is the value/);
  refused(['--format', 'tabel'], /json or table, not 'tabel' \| did you mean 'table'\?/);
  refused(['--topic', 'a', '--input-topic', 'b'], /--topic is given twice, as 'a' and as 'b'/);
  refused(['--quiet=yes'], /--quiet takes no value/);
  refused(['a', 'b'], /no more than 1 \[THING\], but 'b' was given too/);
  refused(['--__proto__'], /no flag --__proto__/);
});

test('help shows every flag of the table once', () => {
  const help = helpOf('prog', command);
  for (const line of [
    '--limit N',
    '-t, --topic NAME',
    '-q, --quiet',
    'how (json or table; default json)',
    'a property (may be repeated)',
    '-h, --help',
  ])
    assert.ok(help.includes(line), line);
  assert.ok(!help.includes('input-topic'));
});
