/** When reading pauses matters only where it may pause. */
import type { AttachedHints } from '../../hints/attach.ts';
import { readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { setHint } from './edits.ts';
import { idleLines } from './idle-lines.ts';

const ENABLED = 'backpressure.enabled';

export const backpressureOff = defineRule<AttachedHints>({
  id: 'hints/backpressure-off',
  severity: 'warning',
  tag: 'unnecessary',
  title: 'A threshold of backpressure goes with backpressure that is on',
  why: 'With `backpressure.enabled=false` reading pauses when the buffers are full, and no threshold is asked. (A threshold alone switches backpressure on.)',
  bad: '-- @ferris:backpressure.enabled=false\n-- @ferris:backpressure.threshold=0.8\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:backpressure.enabled=true\n-- @ferris:backpressure.threshold=0.8\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    const idle = idleLines(readingsOf(attached), ['backpressure.threshold'], reading =>
      reading.surely(ENABLED, value => value === 'false'),
    );
    for (const { line, reading } of idle)
      report(line.keySpan, {
        message: `${line.key} has no effect: backpressure is switched off`,
        help: `set ${ENABLED}=true, or delete this hint`,
        fixes: [{ title: `Set ${ENABLED}=true`, edits: [setHint(reading, ENABLED, 'true', line)] }],
      });
  },
});
