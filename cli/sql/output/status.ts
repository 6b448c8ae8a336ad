/**
 * How a run is going, as lines for the editor:
 * `{"status":{"in","out","late","failed","watermark","lag","rate","latency":{"p95","p99"}}}`.
 */
import type { Counts } from '../../../runtime/jobs/job.ts';
import type { Figures } from '../../../runtime/jobs/measures.ts';
import type { Io } from '../../io.ts';

export interface StatusLines {
  update(counts: Readonly<Counts>): void;
  /** The last line. */
  end(counts: Readonly<Counts>): Promise<void>;
  stop(): void;
}

/** @param pace milliseconds from one line to the next at least */
export function statusLines(io: Io, figures: () => Figures, pace: number): StatusLines {
  let counts: Readonly<Counts> | undefined;
  let written = '';
  const write = async (): Promise<void> => {
    if (!counts) return;
    const line = textOf(counts, figures());
    if (line === written) return;
    written = line;
    await io.stdout.write(line);
  };
  const timer = setInterval(() => void write(), pace);
  return {
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

function textOf({ in: read, out, late, failed, watermark }: Readonly<Counts>, figures: Figures): string {
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
    // Milliseconds from a record being read to its results being put out, over the last minute.
    latency: { p95: rounded(durations.p95), p99: rounded(durations.p99) },
  };
  return `${JSON.stringify({ status })}\n`;
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;
