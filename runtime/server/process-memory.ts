/** How much memory this process holds and may hold. */
import os from 'node:os';

/** In MiB. */
export interface ProcessMemory {
  readonly usage: number;
  readonly limit: number;
}

const MIB = 1 << 20;

export function processMemory(): ProcessMemory {
  // Without a limit of its control group this is 0 or more than there is.
  const constrained = process.constrainedMemory();
  const total = os.totalmem();
  return {
    usage: process.memoryUsage.rss() / MIB,
    limit: (constrained > 0 && constrained < total ? constrained : total) / MIB,
  };
}
