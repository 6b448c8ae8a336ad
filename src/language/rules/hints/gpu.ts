/** The model of a GPU that nobody asks for. */
import type { AttachedHints } from '../../hints/attach.ts';
import { readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { setHint } from './edits.ts';
import { idleLines } from './idle-lines.ts';

const REQUIRED = 'resources.gpu_required';

export const gpu = defineRule<AttachedHints>({
  id: 'hints/gpu',
  severity: 'warning',
  title: 'gpu_type goes with gpu_required=true',
  why: 'Only `resources.gpu_required=true` asks for a GPU; without it the pods get none, of whatever model.',
  bad: '-- @ferris:resources.gpu_type=nvidia-l4\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:resources.gpu_type=nvidia-l4\n-- @ferris:resources.gpu_required=true\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    const idle = idleLines(readingsOf(attached), ['resources.gpu_type'], reading =>
      reading.surely(REQUIRED, value => value !== 'true'),
    );
    for (const { line, reading } of idle)
      report(line.keySpan, {
        message: `${line.key} has no effect: ${REQUIRED} is not true, so the pods get no GPU`,
        help: `set ${REQUIRED}=true, or delete this hint`,
        fixes: [{ title: `Set ${REQUIRED}=true`, edits: [setHint(reading, REQUIRED, 'true', line)] }],
      });
  },
});
