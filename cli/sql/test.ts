/** ferris-sql test: the unit test of a streaming query, in memory and deterministic. */
import type { ResultRow } from '../../runtime/jobs/job.ts';
import type { Plan, PlanQuery } from '../../src/compiler/plan/plan.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { onInterrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { envelopeOf, recordEnvelope } from './output/row-text.ts';
import { tellPlaceErrors } from './place-errors.ts';
import { keepsKeys, sourceTopics } from './plan-topics.ts';
import { planOf } from './planned.ts';
import { type Problems, problemList, tellLate } from './problems.ts';
import { givenRecords } from './testing/arrival-order.ts';
import { differences, readExpected, readFound } from './testing/compare.ts';
import { decodedOutputs, encodedInputs, withoutRegistry } from './testing/encoded.ts';
import { type InputRecord, readInputs } from './testing/inputs.ts';

/** Differences shown: more would bury the first. */
const SHOWN = 20;

export const command = defineCommand({
  name: 'test',
  summary: 'run a SQL file on given records and compare what comes out',
  flags: {
    sql: {
      value: 'FILE',
      doc: "the SQL: sources, then statements that feed those after them; '-' is stdin",
      required: true,
    },
    input: {
      value: 'IN.json',
      doc: '{"inputs":[{"topic","key","value","timestamp","partition","headers"}, …]} in order of arrival; only topic and value are needed',
      required: true,
    },
    output: {
      value: 'EXPECTED.json',
      doc: '{"outputs":[{"topic","key","value","timestamp","headers"}, …]} to compare with; members that are left out are not compared',
    },
    unordered: { doc: 'the records of a topic may come in any order' },
    'keep-open': { doc: 'the sources do not end: windows that no record closed stay open' },
    strict: { doc: 'exit code 1 when a record could not be processed' },
  },
  examples: [
    ['ferris-sql test --sql candles.sql --input in.json', 'see what comes out'],
    ['ferris-sql test --sql candles.sql --input in.json --output out.json', 'compare; exit code 1 when it differs'],
  ],
  async run({ flags }, io) {
    if (flags.sql === '-' && flags.input === '-') throw new UsageError('only one of --sql and --input can be stdin');
    const sql = await readText(flags.sql, io);
    const input = await readText(flags.input, io);
    const inputs = readInputs(input.name, input.text);
    const expected =
      flags.output === undefined ? undefined : readExpected(flags.output, (await readText(flags.output, io)).text);
    const planned = await planOf(sql, { bounded: false, values: true, withoutTopics: true }, io);
    if (!planned) return EXIT.unplannable;
    const plan = withoutRegistry(planned);

    const problems = problemList(io, 'record');
    using interrupt = onInterrupt(io);
    return await tellPlaceErrors(io, async () => {
      const found = await outputsOf(
        plan,
        inputs,
        { keepOpen: flags['keep-open'], problems, signal: interrupt.signal },
        io,
      );
      if (interrupt.byUser) return EXIT.interrupted;
      await io.stdout.write(found.length === 0 ? '{"outputs":[]}\n' : `{"outputs":[\n${found.join(',\n')}\n]}\n`);
      await problems.summary();
      const differ = expected && differences(expected, found.map(readFound), !flags.unordered);
      if (differ && differ.length > 0) {
        const more = differ.length > SHOWN ? `… and ${differ.length - SHOWN} more differences\n` : '';
        await io.stderr.write(
          `${differ.slice(0, SHOWN).join('\n')}\n${more}ferris-sql: not as expected in ${flags.output}\n`,
        );
        return EXIT.findings;
      }
      return flags.strict && problems.count > 0 ? EXIT.findings : EXIT.ok;
    });
  },
});

interface TestOptions {
  readonly keepOpen: boolean;
  readonly problems: Problems;
  readonly signal: AbortSignal;
}

/** The envelopes of every row put out, in order of emission. */
async function outputsOf(
  plan: Plan,
  inputs: readonly InputRecord[],
  { keepOpen, problems, signal }: TestOptions,
  io: Io,
): Promise<readonly string[]> {
  const sources = sourceTopics(plan);
  for (const topic of new Set(inputs.map(input => input.topic)))
    if (!sources.includes(topic))
      await io.stderr.write(
        `ferris-sql: no statement reads the topic '${topic}' of the inputs; its records do nothing\n`,
      );
  const keyTexts = givenKeys(inputs);
  const passedOn = new Map(plan.queries.map(query => [query, keepsKeys(query, plan)]));
  const keyOf = (query: PlanQuery, row: ResultRow): string =>
    query.output.formats?.key?.kind === 'none'
      ? 'null'
      : (passedOn.get(query) && row.key && keyTexts.get(Buffer.from(row.key).toString('latin1'))) || row.keyText;
  const { run } = await import('../../runtime/jobs/run.ts');
  const odd: string[] = [];
  const given = await encodedInputs(plan, inputs, problem => odd.push(`ferris-sql: ${problem}\n`));
  for (const line of odd) await io.stderr.write(line);
  const decoded = await decodedOutputs(plan);
  const outputs: string[] = [];
  const { late } = await run({
    plan,
    connector: givenRecords(given, sources),
    from: 'earliest',
    closeWindows: !keepOpen,
    stopAtEnd: true,
    signal,
    onProblem: problem => problems.take(problem),
    onDeadLetters(records) {
      for (const record of records) outputs.push(recordEnvelope(record, keyTexts));
    },
    onRows(query, rows) {
      for (const row of rows) {
        const value = row.bytes && decoded(query, row.bytes);
        outputs.push(envelopeOf(query.output.topic, row, keyOf(query, row), value ?? row.value));
      }
    },
  });
  await tellLate(late, io);
  return outputs;
}

/** Key bytes (as Latin-1) → the JSON text they were given as: a number that is passed on stays a number. */
function givenKeys(inputs: readonly InputRecord[]): ReadonlyMap<string, string> {
  return new Map(
    inputs.flatMap(({ key, keyText }) => (key ? [[Buffer.from(key).toString('latin1'), keyText] as const] : [])),
  );
}
