/** One pod is gone whenever its node is. */
import type { AttachedHints } from '../../hints/attach.ts';
import { conditionsOf } from '../../hints/conditions.ts';
import { type HintReading, readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { setValue } from './edits.ts';
import { laterFirst } from './later-line.ts';

/** Percent. */
const HIGH = 99;
const PODS = 2;

export const availabilitySingle = defineRule<AttachedHints>({
  id: 'hints/availability-single',
  severity: 'warning',
  title: 'Availability above 99 % takes two pods or more',
  why: 'When the only pod is moved, updated or lost with its node, no results arrive until another one has started and restored its state. Both have to be written: neither the availability nor the number of pods that a workload has where nothing is said counts here. Scheduled runs are not concerned.',
  bad: '-- @ferris:sla.availability_percent=99.9\n-- @ferris:scaling.min_replicas=1\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:sla.availability_percent=99.9\n-- @ferris:scaling.min_replicas=2\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const availability = reading.written('sla.availability_percent');
      const pods = reading.written('scaling.min_replicas');
      if (!availability || !pods || Number(availability.value) <= HIGH || Number(pods.value) >= PODS) continue;
      if (!runsOn(reading) || hasOtherBounds(reading)) continue;
      const [at, other] = laterFirst(availability, pods);
      const most = reading.number('scaling.max_replicas');
      report(at.valueSpan, {
        message: `${availability.value} % availability with ${pods.key}=${pods.value}: while the only pod restarts, no results arrive`,
        help: `keep at least ${PODS} pods, or promise at most ${HIGH} %`,
        related: [{ span: other.span, message: `${other.key} is given here` }],
        ...(most !== undefined && most < PODS
          ? {}
          : { fixes: [{ title: `Keep ${PODS} pods`, edits: [setValue(pods, String(PODS))] }] }),
      });
    }
  },
});

const runsOn = (reading: HintReading): boolean => reading.surely('schedule.cron', cron => cron === undefined);

/** A condition without a schedule holds instead of `scaling.min_replicas` whenever the others do not. */
const hasOtherBounds = (reading: HintReading): boolean =>
  conditionsOf(reading).some(({ parts }) => !parts.includes('schedule') && parts.includes('min_replicas'));
