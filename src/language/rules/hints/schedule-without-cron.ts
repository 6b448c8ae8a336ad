/** How a run is done matters only where runs are scheduled. */
import type { AttachedHints } from '../../hints/attach.ts';
import { findHint } from '../../hints/catalogue.ts';
import { conditionsOf } from '../../hints/conditions.ts';
import { type HintReading, readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { addBelow } from './edits.ts';
import { idleLines } from './idle-lines.ts';

const CRON = 'schedule.cron';
const TIMEZONE = 'schedule.timezone';
const KEYS = [TIMEZONE, 'schedule.timeout_minutes', 'schedule.retry_count', 'schedule.retry_backoff_minutes'];

export const scheduleWithoutCron = defineRule<AttachedHints>({
  id: 'hints/schedule-without-cron',
  severity: 'warning',
  title: 'Hints about scheduled runs go with schedule.cron',
  why: 'Without `schedule.cron` the query runs on and on: there are no runs that could be timed or tried again. Reporting workloads have a schedule where nothing is said. The time zone counts for the schedules of conditions, too.',
  bad: '-- @ferris:workload=analytics\n-- @ferris:schedule.timeout_minutes=60\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=analytics\n-- @ferris:schedule.timeout_minutes=60\n-- @ferris:schedule.cron=0 2 * * *\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    const { example } = findHint(CRON)!.entry;
    for (const { line } of idleLines(readingsOf(attached), KEYS, isIdle))
      report(line.keySpan, {
        message: `${line.key} has no effect: without ${CRON} the query runs on`,
        help: `say when to run with ${CRON}, or delete this hint`,
        fixes: [{ title: `Add ${CRON}, with a value to edit`, edits: [addBelow(line, [[CRON, example]])] }],
      });
  },
});

const isIdle = (reading: HintReading, key: string): boolean =>
  reading.surely(CRON, cron => cron === undefined) &&
  !(key === TIMEZONE && conditionsOf(reading).some(({ parts }) => parts.includes('schedule')));
