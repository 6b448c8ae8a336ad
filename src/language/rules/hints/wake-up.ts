/** A deployment without pods cannot wake itself. */
import type { AttachedHints } from '../../hints/attach.ts';
import { findHint } from '../../hints/catalogue.ts';
import { readingsOf } from '../../hints/reading.ts';
import { nothingWakes } from '../../hints/waking.ts';
import { defineRule } from '../define.ts';
import { addBelow } from './edits.ts';

const LAG = 'scaling.lag_threshold';

export const wakeUp = defineRule<AttachedHints>({
  id: 'hints/wake-up',
  severity: 'error',
  title: 'Something wakes what scales to zero',
  why: 'CPU use, memory, latency and waiting queries are reported by pods: when none runs they say nothing, and the deployment would sleep for ever. The lag is known to the broker and the time to a clock, so `scaling.trigger=consumer_lag`, `scaling.lag_threshold`, `schedule.cron` or a condition with a schedule can wake it. Trading and realtime workloads watch the lag and reporting has a schedule where nothing is said. A metric that this program does not know is taken to come from outside the pods.',
  bad: '-- @ferris:workload=analytics\n-- @ferris:scaling.min_replicas=0\n-- @ferris:scaling.scale_to_zero=enabled\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=analytics\n-- @ferris:scaling.min_replicas=0\n-- @ferris:scaling.scale_to_zero=enabled\n-- @ferris:scaling.lag_threshold=1000\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const hint = reading.written('scaling.scale_to_zero');
      if (hint?.value !== 'enabled' || !nothingWakes(reading)) continue;
      const trigger = reading.written('scaling.trigger') ?? reading.written('scaling.metric');
      const lag = findHint(LAG)!.entry.example;
      report(hint.valueSpan, {
        message: trigger
          ? `nothing that is asked for wakes this deployment once its last pod is gone: ${trigger.value} is reported by the pods themselves`
          : 'nothing that is asked for wakes this deployment once its last pod is gone',
        help: `let the lag wake it (${LAG}), or a schedule (schedule.cron, or a condition with a schedule)`,
        ...(trigger ? { related: [{ span: trigger.span, message: 'only pods report this' }] } : {}),
        fixes: [{ title: `Wake it at a lag of ${lag} messages`, edits: [addBelow(hint, [[LAG, lag]])] }],
      });
    }
  },
});
