/**
 * `npm run bench`: start-up of each program against `node -e 0` and the demo's query in process (`programs`), reading SQL
 * beside other parsers (`language`), queries over records in memory beside the naive way (`engine`), on two threads beside one (`workers`), exact
 * money beside doubles and decimal.js (`decimals`), records of each format beside the bare libraries (`formats`), the profiles on a Kafka of this
 * machine (`profiles`), transactions beside none and a job's way back after kill -9 (`exactly-once`), memory under a
 * sink that is too slow (`backpressure`), the language server over a real pipe (`server`). Figures of one run, side by side;
 * `npm run bench -- server` measures one part.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { memoryConnector } from '../runtime/connectors/memory/connector.ts';
import { run } from '../runtime/jobs/run.ts';
import { buildPlan } from '../src/compiler/plan/build.ts';
import { analyze } from '../src/language/analyze.ts';
import { backpressure } from './backpressure/backpressure.ts';
import { decimals } from './decimals/decimals.ts';
import { decoding } from './engine/decoding.ts';
import { linear } from './engine/linear.ts';
import { state } from './engine/state.ts';
import { throughput } from './engine/throughput.ts';
import { workers } from './engine/workers.ts';
import { exactlyOnce } from './exactly-once/exactly-once.ts';
import { formats } from './formats/formats.ts';
import { languageGrowth } from './language/growth.ts';
import { languageThroughput } from './language/throughput.ts';
import { hour } from './language-server/hour.ts';
import { typing } from './language-server/typing.ts';
import { workspace } from './language-server/workspace.ts';
import { profiles } from './profiles.ts';

const root = path.resolve(import.meta.dirname, '..');
const ROUNDS = 21;
const example = path.join(root, 'examples/trading/market_data.sql');

function median(args: readonly string[]): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore', cwd: root });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
    return performance.now() - started;
  });
  return times.toSorted((a, b) => a - b)[ROUNDS >> 1]!;
}

function startUp(): void {
  const bare = median(['-e', '0']);
  const programs: readonly (readonly string[])[] = [
    ['bin/ferris-sql.cjs', '--help'],
    ['bin/ferris-sql.cjs', 'explain', '--file', example],
    ['bin/ferris-k8s-deploy.cjs', 'validate-hints', example],
    ['bin/ferris-k8s-deploy.cjs', 'generate-hints', '--workload', 'trading'],
    ['bin/ferris-k8s-deploy.cjs', 'analyze-sql', example, '--no-manifest'],
  ];
  process.stdout.write(`node -e 0: ${bare.toFixed(1)} ms (median of ${ROUNDS})\n`);
  for (const args of programs) {
    const ms = median(args);
    const shown = args.map(arg => path.basename(arg, '.cjs')).join(' ');
    process.stdout.write(`${shown.padEnd(48)} ${ms.toFixed(1).padStart(6)} ms  ${(ms / bare).toFixed(2)} ×\n`);
  }
}

async function demoQuery(): Promise<void> {
  const RECORDS = 500_000;
  const lines = fs.readFileSync(path.join(root, 'examples/trading/market_data.jsonl'), 'utf8').trimEnd().split('\n');
  const connector = memoryConnector();
  const signal = new AbortController().signal;
  await connector.createTopic('market_data', 1, signal);
  const base = Date.parse('2026-01-05T14:30:00Z');
  connector.append(
    'market_data',
    Array.from({ length: RECORDS }, (_, i) => ({
      key: null,
      // The example over and over, 15 s later each time.
      value: lines[i % lines.length]!.replace(
        /"traded_at":"([^"]+)"/,
        (_all, time) => `"traded_at":${Date.parse(time) + Math.floor(i / lines.length) * 15_000}`,
      ),
      timestamp: base,
    })),
  );
  const plan = buildPlan(analyze(fs.readFileSync(example, 'utf8'), { bounded: true }), { bounded: true });
  let best = 0;
  for (let round = 0; round < 3; round++) {
    const started = performance.now();
    const counts = await run({
      plan,
      connector,
      from: 'earliest',
      onRows: () => {},
      onProblem: problem => {
        throw new Error(problem.message);
      },
      signal,
      closeWindows: true,
      stopAtEnd: true,
    });
    if (counts.in !== RECORDS || counts.out === 0) throw new Error(`${counts.in} records gave ${counts.out} rows`);
    best = Math.max(best, RECORDS / ((performance.now() - started) / 1000));
  }
  process.stdout.write(
    `demo query in process, JSON bytes in, JSON text out: ${(best / 1000).toFixed(0)} k records/s (best of 3, ${RECORDS} records)\n`,
  );
}

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  programs: async () => {
    startUp();
    await demoQuery();
  },
  language: async () => {
    await languageThroughput(write);
    languageGrowth(write);
  },
  engine: async () => {
    await throughput(write);
    decoding(write);
    await state(write);
    await linear(write);
  },
  decimals: () => decimals(write),
  profiles: () => profiles(write),
  formats: () => formats(write),
  workers: () => workers(write),
  backpressure: () => backpressure(write),
  'exactly-once': () => exactlyOnce(write),
  server: async () => {
    await typing(write);
    await workspace(write);
    await hour(write);
  },
};
const asked = process.argv.slice(2);
const wrong = asked.find(part => !(part in PARTS));
if (wrong !== undefined) {
  process.stderr.write(`bench: there is no part '${wrong}'; the parts are ${Object.keys(PARTS).join(', ')}\n`);
  process.exitCode = 64;
} else
  for (const [part, measure] of Object.entries(PARTS)) if (asked.length === 0 || asked.includes(part)) await measure();
