/** A promise that a restart of the only pod breaks. */
import type { AttachedHints } from '../../hints/attach.ts';
import { conditionsOf } from '../../hints/conditions.ts';
import { type HintReading, readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { setHint } from './edits.ts';

/** Seconds from the end of a pod until another one reads its partitions: it starts, joins the group, restores its state. */
const RESTART = 30;

export const downtime = defineRule<AttachedHints>({
  id: 'hints/downtime',
  severity: 'warning',
  title: `With one pod, no interruption is shorter than a restart`,
  why: `Until a new pod has started and taken over the partitions, some ${RESTART} seconds pass. Where only one pod runs, nothing is processed meanwhile, so a shorter \`sla.max_downtime_seconds\` is broken by every move to another node. The number of pods that a workload has where nothing is said counts, too. Scheduled runs are not concerned.`,
  bad: '-- @ferris:workload=analytics\n-- @ferris:sla.max_downtime_seconds=10\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=analytics\n-- @ferris:sla.max_downtime_seconds=10\n-- @ferris:scaling.min_replicas=2\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const promised = reading.written('sla.max_downtime_seconds');
      if (!promised || Number(promised.value) >= RESTART || !mayBeAlone(reading)) continue;
      const pods = reading.written('scaling.min_replicas');
      const most = reading.number('scaling.max_replicas');
      report(promised.valueSpan, {
        message: `at most ${promised.value} s of interruption with one pod: its restart alone takes some ${RESTART} s`,
        help: `keep at least 2 pods, or allow ${RESTART} s`,
        ...(pods ? { related: [{ span: pods.span, message: 'one pod may be all there is' }] } : {}),
        fixes: [
          ...(most !== undefined && most < 2
            ? []
            : [{ title: 'Keep 2 pods', edits: [setHint(reading, 'scaling.min_replicas', '2', promised)] }]),
          { title: `Allow ${RESTART} s`, edits: [{ span: promised.valueSpan, text: String(RESTART) }] },
        ],
      });
    }
  },
});

/** Conditions have bounds of their own, and what runs on a schedule is interrupted anyway. */
const mayBeAlone = (reading: HintReading): boolean =>
  reading.surely('scaling.min_replicas', pods => pods !== undefined && Number(pods) < 2) &&
  reading.surely('schedule.cron', cron => cron === undefined) &&
  conditionsOf(reading).length === 0;
