/** How fast a file is scanned, parsed and analysed, warm, beside two other parsers on the same statements in the same run. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Analysis, analyze } from '../../src/language/analyze.ts';
import { type ParsedPiece, parsePiece, tokensOf } from '../../src/language/grammar/parse.ts';
import { scan } from '../../src/language/text/scan.ts';
import { statements } from './generate.ts';
import { rivals } from './rivals.ts';

const LINES = 4000;
const SEED = 1;
const ROUNDS = 9;

/** @throws Error when a parser does not take the file: its time would mean nothing. Errors of meaning are counted: there should be none. */
export async function languageThroughput(write: (line: string) => void): Promise<void> {
  const all = statements(LINES, SEED);
  const text = `${all.join(';\n\n')};\n`;
  const errors = analyze(text).diagnostics.filter(one => one.severity === 'error');
  const refused = errors.find(one => one.rule === 'sql/syntax');
  if (refused) throw new Error(`the generated file has a syntax error: ${refused.message}`);
  const others = await rivals();
  write(
    `${text.split('\n').length} lines, ${all.length} statements, ${(text.length / 1000).toFixed(0)} kB; ${errors.length} errors; best of ${ROUNDS}, warm`,
  );

  const parse = (): readonly ParsedPiece[] =>
    scan(text).map(({ span }) => parsePiece(text.slice(span.start, span.end)));
  const runs: readonly { readonly name: string; readonly run: () => unknown }[] = [
    { name: 'scan (pieces, hints, annotations)', run: () => scan(text) },
    { name: 'tokens', run: () => tokensOf(text) },
    { name: 'parse', run: parse },
    { name: 'parse, resolve, check (analyze)', run: () => analyze(text) },
    ...others.map(({ name, read }) => ({ name, run: () => all.forEach(read) })),
  ];
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  // In turns, so that a machine that is slow for a while is slow for all.
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, { run }] of runs.entries()) {
      const started = performance.now();
      run();
      best[i] = Math.min(best[i]!, performance.now() - started);
    }
  const parsing = best[2]!;
  for (const [i, { name }] of runs.entries())
    write(
      `${name.padEnd(36)} ${(text.length / 1000 / best[i]!).toFixed(2).padStart(7)} MB/s  ${(best[i]! / parsing).toFixed(2).padStart(6)} × parse`,
    );
  write(`memory, trees only: ${held(parse, text)}; everything an analysis keeps: ${held(() => analyze(text), text)}`);
}

/** What is still held when a result is all that is kept: MB a MB of source. */
function held(make: () => readonly ParsedPiece[] | Analysis, text: string): string {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const kept: unknown[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 5; i++) kept.push(make());
  collect();
  const bytes = (process.memoryUsage().heapUsed - before) / kept.length;
  return `${(bytes / text.length).toFixed(0)} MB a MB`;
}
