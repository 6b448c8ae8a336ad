/** Spot nodes are taken away at short notice; high availability cannot be promised on them. */
import type { AttachedHints } from '../../hints/attach.ts';
import { type HintReading, readingsOf, type WrittenHint } from '../../hints/reading.ts';
import type { Fix } from '../../text/diagnostic.ts';
import { defineRule, type Finding } from '../define.ts';
import { addBelow, setValue } from './edits.ts';

/** Percent. */
const HIGH = 99;

export const spotAvailability = defineRule<AttachedHints>({
  id: 'hints/spot-availability',
  severity: 'error',
  title: 'Spot nodes go with at most 99 % availability',
  why: 'Spot and preemptible nodes are taken away at short notice, several at once. With `conflict_resolution=override_with_comment` the service level wins: spot is switched off, and a warning says so. The same happens where only the workload promises more (trading: 99.9 %): what nobody wrote is no error.',
  bad: '-- @ferris:cost.spot_instances=enabled\n-- @ferris:sla.availability_percent=99.9\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:cost.spot_instances=disabled\n-- @ferris:sla.availability_percent=99.9\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const promised = reading.holds('sla.availability_percent');
      if (!promised.known || promised.value === undefined || Number(promised.value) <= HIGH) continue;
      for (const [key, name] of KINDS) {
        const spot = reading.written(key);
        if (spot?.value !== 'enabled') continue;
        report(
          spot.valueSpan,
          promised.line ? contradiction(reading, spot, name, promised.line) : switchedOff(reading, spot, name),
        );
      }
    }
  },
});

const KINDS = [
  ['cost.spot_instances', 'Spot'],
  ['cost.preemptible', 'Preemptible'],
] as const;

function contradiction(reading: HintReading, spot: WrittenHint, name: string, availability: WrittenHint): Finding {
  const resolution = reading.line('conflict_resolution');
  const overridden = resolution !== undefined && resolution.value !== 'fail';
  return {
    severity: overridden ? 'warning' : 'error',
    message: overridden
      ? `${name} instances disabled due to high availability SLA`
      : `${spot.key}=enabled contradicts ${Number(availability.value)} % availability: such nodes are taken away at short notice`,
    help: overridden
      ? `write ${spot.key}=disabled: that is what is deployed`
      : `disable them, promise at most ${HIGH} %, or let the service level win with conflict_resolution=override_with_comment`,
    related: [{ span: availability.span, message: 'the availability is promised here' }],
    fixes: [disable(spot)],
  };
}

/** Nobody wrote the promise, so it is no error that it wins; but it must be seen. */
function switchedOff(reading: HintReading, spot: WrittenHint, name: string): Finding {
  const promised = reading.defaultOf('sla.availability_percent');
  const percent = promised.known ? promised.value : undefined;
  return {
    severity: 'warning',
    message: `${name} instances disabled: ${reading.written('workload')!.value} workloads promise ${percent} % availability where nothing is said`,
    help: `promise at most ${HIGH} % with sla.availability_percent, or write ${spot.key}=disabled`,
    fixes: [
      {
        title: `Promise ${HIGH} % availability`,
        edits: [addBelow(spot, [['sla.availability_percent', String(HIGH)]])],
      },
      disable(spot),
    ],
  };
}

const disable = (spot: WrittenHint): Fix => ({
  title: `Set ${spot.key}=disabled`,
  edits: [setValue(spot, 'disabled')],
});
