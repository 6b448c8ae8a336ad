/**
 * Runs the test suites one after another and prints how long each took: `npm test`, `npm test -- unit kafka`.
 * `npm test -- judge --seed 7 --cases 20000`: other random cases than CI's, or the same once more.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startKafka, stopKafka } from './kafka/broker.ts';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name: string) => path.join(root, 'node_modules/.bin', name);

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a program with its output shown; counts the tests that node's runner closes with. */
function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome & { code: number }> {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    let tail = '';
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      tail = (tail + chunk.toString()).slice(-4000);
    });
    child.on('error', error => {
      process.stderr.write(`cannot start ${program}: ${error.message}\n`);
      resolve({ passed: 0, failed: 1, code: 1 });
    });
    child.on('close', code => {
      const count = (word: string) => Number(new RegExp(`^. ${word} (\\d+)$`, 'm').exec(tail)?.[1] ?? 0);
      resolve({ passed: count('pass'), failed: Math.max(count('fail'), code === 0 ? 0 : 1), code: code ?? 1 });
    });
  });
}

const testFiles = (folder: string): string[] =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.ts'))
    .map(name => path.join(folder, name))
    .sort();

/** What node made of our sources (types stripped, compiled) is kept between the files: half of a short one's time. */
const COMPILED = { NODE_COMPILE_CACHE: path.join(root, '.cache/compiled') };

/** Dots for what passes, the whole story for what fails. */
const nodeTests = (folder: string, concurrency: number, env?: NodeJS.ProcessEnv) =>
  run(
    process.execPath,
    [
      '--test',
      `--test-concurrency=${concurrency}`,
      '--test-reporter=dot',
      '--test-reporter-destination=stdout',
      '--test-reporter=./scripts/test-summary.mjs',
      '--test-reporter-destination=stdout',
      ...testFiles(folder),
    ],
    { ...COMPILED, ...env },
  );

const { values: random, positionals: asked } = given();

function given() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { seed: { type: 'string' }, cases: { type: 'string' }, only: { type: 'string' } },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(64);
  }
}

/** What Node runs, and what a browser does: each with the types of its place. */
const TYPED = ['.', 'extension/media', 'extension/web'];

const types = (project: string) => run(process.execPath, [bin('tsc'), '--noEmit', '-p', project]);

const suites: Readonly<Record<string, () => Promise<Outcome>>> = {
  async check() {
    const checks: { readonly code: number }[] = [];
    for (const project of TYPED) checks.push(await types(project));
    checks.push(await run(process.execPath, [bin('biome'), 'ci', '--error-on-warnings', '.']));
    const failed = checks.filter(({ code }) => code !== 0).length;
    return { passed: checks.length - failed, failed };
  },
  unit: () => nodeTests('test/unit', 2),
  async kafka() {
    let told = '';
    const { brokers, started } = await startKafka({
      progress: text => {
        if (text !== told) process.stderr.write(`  ${text}\n`);
        told = text;
      },
    });
    try {
      return await nodeTests('test/kafka', 1, { KAFKA_BROKERS: brokers });
    } finally {
      // One that was there before is somebody's: it stays.
      if (started) await stopKafka({});
    }
  },
  judge: () =>
    nodeTests('test/judge', 1, {
      ...(random.seed === undefined ? {} : { JUDGE_SEED: random.seed }),
      ...(random.cases === undefined ? {} : { JUDGE_CASES: random.cases }),
      ...(random.only === undefined ? {} : { JUDGE_ONLY: random.only }),
    }),
  simulator: () =>
    nodeTests('test/simulator', 2, {
      ...(random.seed === undefined ? {} : { SIMULATOR_SEED: random.seed }),
      ...(random.cases === undefined ? {} : { SIMULATOR_CASES: random.cases }),
    }),
  decimals: () =>
    nodeTests('test/decimals', 1, {
      ...(random.seed === undefined ? {} : { DECIMALS_SEED: random.seed }),
      ...(random.cases === undefined ? {} : { DECIMALS_CASES: random.cases }),
    }),
  java: () => nodeTests('test/java', 1),
  kubernetes: () => nodeTests('test/kubernetes', 2),
  editors: () => nodeTests('test/editors', 1),
  async playground() {
    const { passed, failed } = await nodeTests('playground/test', 1);
    // What it is typed by was put there for its tests.
    const typed = await types('playground');
    return { passed: passed + (typed.code === 0 ? 1 : 0), failed: failed + (typed.code === 0 ? 0 : 1) };
  },
  vscode: () => nodeTests('test/vscode', 1),
};

const unknown = asked.filter(name => !(name in suites));
if (unknown.length > 0) {
  process.stderr.write(`there is no suite ${unknown.join(', ')}: one of ${Object.keys(suites).join(', ')}\n`);
  process.exit(64);
}
// Ctrl-C ends the suite that runs, which then stops its broker; nothing is started after it.
let interrupted = false;
process.on('SIGINT', () => {
  interrupted = true;
});
const table: string[] = [];
const total = { passed: 0, failed: 0 };
for (const [name, suite] of Object.entries(suites)) {
  if (interrupted || (asked.length > 0 && !asked.includes(name))) continue;
  process.stdout.write(`\n── ${name}\n`);
  const started = performance.now();
  let outcome: Outcome;
  try {
    outcome = await suite();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    outcome = { passed: 0, failed: 1 };
  }
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  table.push(
    `${name.padEnd(10)} ${String(outcome.passed).padStart(5)} passed ${String(outcome.failed).padStart(3)} failed  ${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`,
  );
}
process.stdout.write(`\n${table.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(interrupted ? 130 : total.failed > 0 ? 1 : 0);
