/** Runs one case through `ferris-sql test`: a process of its own, nothing of the editor. */
import fs from 'node:fs';
import path from 'node:path';
import { reasonOf, runOnce } from '../command-line/run-once.ts';

/** A case that takes longer has gone astray: milliseconds. */
const PATIENCE = 60_000;

export interface CaseFiles {
  /** Absolute paths. */
  readonly sql: string;
  readonly input: string;
  readonly output: string;
}

export type Verdict =
  | { readonly kind: 'passed'; readonly milliseconds: number }
  /** `expected` is empty where there is no expected output yet. */
  | { readonly kind: 'differs'; readonly why: string; readonly expected: string; readonly found: string }
  | { readonly kind: 'broken'; readonly why: string };

export async function runCase(program: string, files: CaseFiles, signal: AbortSignal): Promise<Verdict> {
  const started = performance.now();
  const expected = fs.existsSync(files.output) ? fs.readFileSync(files.output, 'utf8') : undefined;
  const args = ['test', '--sql', files.sql, '--input', files.input];
  if (expected !== undefined) args.push('--output', files.output);
  const ended = await runOnce({ program, args, folder: path.dirname(files.sql), timeout: PATIENCE, signal });
  const said = ended.stderr.trim();
  if (ended.code === 1 && expected !== undefined) return { kind: 'differs', why: said, expected, found: ended.stdout };
  if (ended.code !== 0) return { kind: 'broken', why: said || reasonOf(ended, 'the test cannot be run') };
  if (expected === undefined)
    return {
      kind: 'differs',
      why: `There is no ${path.basename(files.output)} yet: accept what came out to make it`,
      expected: '',
      found: ended.stdout,
    };
  return { kind: 'passed', milliseconds: performance.now() - started };
}
