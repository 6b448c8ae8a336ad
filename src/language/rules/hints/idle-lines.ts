/** Hints that change nothing. */
import type { HintReading } from '../../hints/reading.ts';
import type { HintLine } from '../../text/scan.ts';

export interface IdleLine {
  readonly line: HintLine;
  /** The first deployment it holds for. */
  readonly reading: HintReading;
}

/** Of the hints with these keys the lines without effect. One of the file's that one statement needs has its effect. */
export function idleLines(
  readings: readonly HintReading[],
  keys: readonly string[],
  isIdle: (reading: HintReading, key: string) => boolean,
): readonly IdleLine[] {
  const lines = new Map<HintLine, { readonly reading: HintReading; idle: boolean }>();
  for (const reading of readings)
    for (const key of keys) {
      const line = reading.line(key);
      if (!line) continue;
      const known = lines.get(line);
      const idle = isIdle(reading, key);
      if (known) known.idle &&= idle;
      else lines.set(line, { reading, idle });
    }
  return [...lines].flatMap(([line, { reading, idle }]) => (idle ? [{ line, reading }] : []));
}
