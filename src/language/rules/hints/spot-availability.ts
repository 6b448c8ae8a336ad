/** Spot nodes are taken away at short notice; high availability cannot be promised on them. */
import type { AttachedHints } from '../../hints/attach.ts';
import { numberOf } from '../../hints/number-of.ts';
import { defineRule } from '../define.ts';

/** Percent. */
const HIGH = 99;

export const spotAvailability = defineRule<AttachedHints>({
  id: 'hints/spot-availability',
  severity: 'error',
  title: 'Spot nodes go with at most 99 % availability',
  why: 'Spot and preemptible nodes are taken away at short notice, several at once. With `conflict_resolution=override_with_comment` the service level wins: spot is switched off, and a warning says so.',
  bad: '-- @ferris:cost.spot_instances=enabled\n-- @ferris:sla.availability_percent=99.9\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:cost.spot_instances=disabled\n-- @ferris:sla.availability_percent=99.9\nSELECT ticker FROM trades;\n',
  check: ({ scopes }, report) => {
    for (const { effective } of scopes) {
      const availability = effective.get('sla.availability_percent');
      const percent = numberOf(availability);
      if (!availability || percent === undefined || percent <= HIGH) continue;
      const resolution = effective.get('conflict_resolution');
      const overridden = resolution !== undefined && resolution.value !== 'fail';
      for (const key of ['cost.spot_instances', 'cost.preemptible']) {
        const spot = effective.get(key);
        if (spot?.value !== 'enabled') continue;
        report(spot.valueSpan ?? spot.span, {
          severity: overridden ? 'warning' : 'error',
          message: overridden
            ? `${key === 'cost.preemptible' ? 'Preemptible' : 'Spot'} instances disabled due to high availability SLA`
            : `${key}=enabled contradicts ${percent} % availability: such nodes are taken away at short notice`,
          help: overridden
            ? `write ${key}=disabled: that is what is deployed`
            : `disable them, promise at most ${HIGH} %, or let the service level win with conflict_resolution=override_with_comment`,
          related: [{ span: availability.span, message: 'the availability is promised here' }],
          fixes: [{ title: `Set ${key}=disabled`, edits: [{ span: spot.valueSpan!, text: 'disabled' }] }],
        });
      }
    }
  },
});
