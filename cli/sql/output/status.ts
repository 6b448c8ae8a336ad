/** How a run is going, as lines for the editor: `{"status":{"in","out","late","failed","watermark"}}`. */
import type { Counts } from '../../../runtime/jobs/job.ts';
import type { Io } from '../../io.ts';

/** Milliseconds from one line to the next at least. */
const PACE = 1000;

export interface StatusLines {
  update(counts: Readonly<Counts>): void;
  /** The last line. */
  end(counts: Readonly<Counts>): Promise<void>;
  stop(): void;
}

export function statusLines(io: Io): StatusLines {
  let line = '';
  let written = '';
  const write = async (): Promise<void> => {
    if (line === '' || line === written) return;
    written = line;
    await io.stdout.write(line);
  };
  const timer = setInterval(() => void write(), PACE);
  return {
    update(counts) {
      line = textOf(counts);
    },
    async end(counts) {
      clearInterval(timer);
      written = '';
      line = textOf(counts);
      await write();
    },
    stop: () => clearInterval(timer),
  };
}

const textOf = ({ in: read, out, late, failed, watermark }: Readonly<Counts>): string =>
  `${JSON.stringify({ status: { in: read, out, late, failed, watermark } })}\n`;
