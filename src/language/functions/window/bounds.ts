/** The bounds of the row's window, under the names of each kind of window. */
import { Interval, Timestamp } from '../../types/temporal.ts';
import { defineWindowBound, type WindowBoundEntry } from '../define.ts';

const FAMILIES = {
  TUMBLE: 'a tumbling window',
  HOP: 'a sliding window',
  SESSION: 'a session: its first row',
  CUMULATE: 'a cumulating window',
  WINDOW: 'the window, of whatever kind',
} as const;

const NOTE =
  "Never NULL. The window’s own arguments, as in `TUMBLE_START(event_time, INTERVAL '1' MINUTE)`, may be repeated; they are the query’s window in any case.";

function start(family: keyof typeof FAMILIES): WindowBoundEntry {
  return defineWindowBound(`${family}_START([time ANY] [, size ANY] [, advance ANY]) → TIMESTAMP`, {
    bound: 'start',
    doc: `The start of ${FAMILIES[family]}. ${NOTE}`,
    examples: [
      [`${family}_START() at TIMESTAMP '2026-11-21 09:31:10' in TUMBLING(1m)`, "TIMESTAMP '2026-11-21 09:31:00'"],
    ],
    of: startMs => Timestamp.ofMillis(startMs),
  });
}

function end(family: keyof typeof FAMILIES): WindowBoundEntry {
  const what = family === 'SESSION' ? 'a session: its last row and the gap' : FAMILIES[family];
  return defineWindowBound(`${family}_END([time ANY] [, size ANY] [, advance ANY]) → TIMESTAMP`, {
    bound: 'end',
    doc: `The end of ${what}, which is no longer in it. ${NOTE}`,
    examples: [
      [`${family}_END() at TIMESTAMP '2026-11-21 09:31:10' in TUMBLING(1m)`, "TIMESTAMP '2026-11-21 09:32:00'"],
    ],
    of: (_, endMs) => Timestamp.ofMillis(endMs),
  });
}

export const windowBounds: readonly WindowBoundEntry[] = [
  start('WINDOW'),
  end('WINDOW'),
  start('TUMBLE'),
  end('TUMBLE'),
  start('HOP'),
  end('HOP'),
  start('SESSION'),
  end('SESSION'),
  defineWindowBound('SESSION_DURATION() → INTERVAL', {
    bound: 'duration',
    doc: 'How long the session is, from its first row to its last row and the gap. Never NULL.',
    examples: [["SESSION_DURATION() at TIMESTAMP '2026-11-21 09:31:10' in TUMBLING(1m)", "INTERVAL '1' MINUTE"]],
    of: (startMs, endMs) => Interval.of(0, (endMs - startMs) * 1000),
  }),
  start('CUMULATE'),
  end('CUMULATE'),
];
