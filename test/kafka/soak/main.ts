/** `npm run soak -- --minutes 10 --seed 1`: jobs that are killed for minutes on end, on three brokers. */
import { parseArgs } from 'node:util';
import { soak } from './soak.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    brokers: { type: 'string', default: '3' },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (!(minutes > 0) || !Number.isSafeInteger(seed) || !['1', '3'].includes(values.brokers)) {
  process.stderr.write('soak takes --minutes NUMBER, --seed NUMBER and --brokers 1 or 3\n');
  process.exit(64);
}
process.stdout.write(`seed ${seed}, ${minutes} minutes, brokers: ${values.brokers}\n`);
const report = await soak({
  milliseconds: minutes * 60_000,
  leastKilled: 5 * minutes,
  seed,
  brokers: values.brokers === '1' ? 1 : 3,
  say: text => process.stdout.write(`  ${text}\n`),
}).catch((error: unknown) => {
  process.stderr.write(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
const { rows, results, resultsInBetween, killed, brokerStops, takeovers } = report;
const sorted = takeovers.toSorted((a, b) => a - b);
const seconds = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);
process.stdout.write(
  `exact: ${results} rows of results of ${rows} rows (offsets of results while processes were killed: ${resultsInBetween}); ${killed} processes killed, brokers stopped: ${brokerStops.join(', ')}; taken over after ${seconds(sorted[sorted.length >> 1])} (median of ${sorted.length}), at the latest ${seconds(sorted.at(-1))}\n`,
);
process.exit(0);
