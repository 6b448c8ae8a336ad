/** Which region does the work, which ones stand by. */
import type { AttachedHints } from '../../hints/attach.ts';
import { type HintReading, readingsOf } from '../../hints/reading.ts';
import { defineRule, type Report } from '../define.ts';
import { addBelow, setValue } from './edits.ts';

const PRIMARY = 'regions.primary';
const SECONDARY = 'regions.secondary';

export const regions = defineRule<AttachedHints>({
  id: 'hints/regions',
  severity: 'error',
  title: 'Regions stand by for a primary one, and are others than it',
  why: 'A region stands by for the one that does the work: without that one, or as the same one, it has nothing to take over, and without any of them there is nowhere to fail over to.',
  bad: '-- @ferris:regions.primary=us-west-2\n-- @ferris:regions.secondary=us-west-2,us-east-1\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:regions.primary=us-west-2\n-- @ferris:regions.secondary=us-east-1\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      reportSecondary(reading, report);
      reportFailover(reading, report);
      reportCrossRegion(reading, report);
    }
  },
});

function reportSecondary(reading: HintReading, report: Report): void {
  const secondary = reading.written(SECONDARY);
  if (!secondary) return;
  const standing = secondary.value.split(',').map(one => one.trim());
  if (!reading.mentions(PRIMARY)) {
    const [first, ...others] = standing as [string, ...string[]];
    report(secondary.keySpan, {
      message: `${SECONDARY} without ${PRIMARY}: there is no region these stand by for`,
      help: `name the region that does the work: ${PRIMARY}`,
      fixes: [
        {
          title: `Make ${first} the primary region`,
          edits:
            others.length === 0
              ? [{ span: secondary.keySpan, text: PRIMARY }]
              : [setValue(secondary, others.join(',')), addBelow(secondary, [[PRIMARY, first]])],
        },
      ],
    });
    return;
  }
  const primary = reading.written(PRIMARY);
  if (!primary || !standing.includes(primary.value)) return;
  const others = standing.filter(one => one !== primary.value);
  report(secondary.valueSpan, {
    message: `${primary.value} is the primary region and cannot stand by for itself`,
    help: others.length > 0 ? `leave it out: ${others.join(',')}` : 'name another region, or delete this hint',
    related: [{ span: primary.span, message: 'it is the primary region here' }],
    ...(others.length > 0
      ? { fixes: [{ title: `Leave ${primary.value} out`, edits: [setValue(secondary, others.join(','))] }] }
      : {}),
  });
}

function reportFailover(reading: HintReading, report: Report): void {
  const failover = reading.written('regions.failover');
  if (failover?.value !== 'enabled' || reading.mentions(SECONDARY)) return;
  report(failover.valueSpan, {
    message: `regions.failover=enabled without ${SECONDARY}: no region could take over`,
    help: `name the regions that stand by: ${SECONDARY}`,
    fixes: [{ title: 'Set regions.failover=disabled', edits: [setValue(failover, 'disabled')] }],
  });
}

function reportCrossRegion(reading: HintReading, report: Report): void {
  const cross = reading.written('scaling.cross_region');
  if (cross?.value !== 'enabled' || reading.mentions(PRIMARY) || reading.mentions(SECONDARY)) return;
  report(cross.valueSpan, {
    message: 'scaling.cross_region=enabled, but no regions are given',
    help: `name them: ${PRIMARY} and ${SECONDARY}`,
    fixes: [{ title: 'Set scaling.cross_region=disabled', edits: [setValue(cross, 'disabled')] }],
  });
}
