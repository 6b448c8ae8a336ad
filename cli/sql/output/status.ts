/**
 * How a run is going, as lines for the editor:
 * `{"status":{"in","out","late","failed","watermark","lag","rate","latency":{"now","p99"},"elapsed"}}`.
 */
import type { Counts } from '../../../runtime/jobs/job.ts';
import type { Figures, JobMeasures } from '../../../runtime/jobs/measures.ts';
import type { Io } from '../../io.ts';

interface StatusLines {
  /** For the run that is told of. */
  readonly measures: JobMeasures;
  update(counts: Readonly<Counts>): void;
  /** The last line. */
  end(counts: Readonly<Counts>): Promise<void>;
  stop(): void;
}

/** @param pace milliseconds from one line to the next at least */
export function statusLines(io: Io, measures: JobMeasures, pace: number): StatusLines {
  const slowest = slowestOf(measures);
  let counts: Readonly<Counts> | undefined;
  let written = '';
  const write = async (): Promise<void> => {
    if (!counts) return;
    const line = textOf(counts, measures.figures(), slowest.take());
    if (line === written) return;
    written = line;
    await io.stdout.write(line);
  };
  const timer = setInterval(() => void write(), pace);
  return {
    measures: slowest.measures,
    update(now) {
      counts = now;
    },
    async end(last) {
      clearInterval(timer);
      written = '';
      counts = last;
      await write();
    },
    stop: () => clearInterval(timer),
  };
}

/** The longest time that a read took to be worked off since it was asked last, in milliseconds; null without any. */
function slowestOf(measures: JobMeasures): { readonly measures: JobMeasures; take(): number | null } {
  let readAt = 0;
  let slowest: number | null = null;
  return {
    measures: {
      ...measures,
      read(batches) {
        readAt = performance.now();
        measures.read(batches);
      },
      worked(batch) {
        slowest = Math.max(slowest ?? 0, performance.now() - readAt);
        measures.worked(batch);
      },
    },
    take() {
      const taken = slowest;
      slowest = null;
      return taken;
    },
  };
}

function textOf(
  { in: read, out, late, failed, watermark }: Readonly<Counts>,
  figures: Figures,
  slowest: number | null,
): string {
  const { lag, rate, durations } = figures;
  const status = {
    in: read,
    out,
    late,
    failed,
    watermark,
    // Records that are there and not yet worked off; null while the ends are not known.
    lag: lag ? lag.reduce((sum, { offsets }) => sum + offsets, 0) : null,
    // Records a second over the last minute.
    rate: Math.round(rate * 10) / 10,
    // Milliseconds from a record being read to its results being put out: the longest since the last line (null without
    // records), and the 99th percentile of the last minute.
    latency: { now: slowest === null ? null : rounded(slowest), p99: rounded(durations.p99) },
    // Milliseconds since the process began: the line may be read later than it was written.
    elapsed: Math.round(performance.now()),
  };
  return `${JSON.stringify({ status })}\n`;
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;
