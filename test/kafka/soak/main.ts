/** `npm run soak -- --minutes 10 --seed 1`: jobs that are killed for minutes on end. */
import { parseArgs } from 'node:util';
import { soak } from './soak.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string', default: String(Date.now() % 1e6) } },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write('soak takes --minutes NUMBER and --seed NUMBER\n');
  process.exit(64);
}
process.stdout.write(`seed ${seed}, ${minutes} minutes\n`);
const { rows, killed, brokerStops, takeovers } = await soak({
  milliseconds: minutes * 60_000,
  seed,
  say: text => process.stdout.write(`  ${text}\n`),
});
const sorted = takeovers.toSorted((a, b) => a - b);
const seconds = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);
process.stdout.write(
  `exact: ${rows} rows; ${killed} processes killed, the broker stopped ${brokerStops} time; taken over after ${seconds(sorted[sorted.length >> 1])} (median of ${sorted.length}), at the latest ${seconds(sorted.at(-1))}\n`,
);
process.exit(0);
