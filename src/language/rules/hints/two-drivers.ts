/** CPU and latency both asked to decide how many pods run. */
import type { AttachedHints } from '../../hints/attach.ts';
import { type HintReading, readingsOf, type WrittenHint } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { setValue } from './edits.ts';
import { laterFirst } from './later-line.ts';

const STRATEGY = 'scaling.strategy';
const TRIGGER = 'scaling.trigger';

export const twoDrivers = defineRule<AttachedHints>({
  id: 'hints/two-drivers',
  severity: 'warning',
  title: 'CPU use or latency drives the scaling, not both',
  why: 'The autoscaler follows whichever asks for more pods. A query that waits for its input is slow without using CPU, and a busy one may be fast enough: each of the two adds pods that the other one does not need, and keeps them. Trading workloads scale on latency by themselves and are built to have a CPU target beside it, so there the target alone is no finding. Scheduled runs do not scale.',
  bad: '-- @ferris:workload=realtime\n-- @ferris:scaling.strategy=cpu_based\n-- @ferris:scaling.trigger=latency\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=realtime\n-- @ferris:scaling.strategy=cpu_based\n-- @ferris:scaling.trigger=cpu\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const latency = latencyDriver(reading);
      const cpu = cpuDriver(reading);
      if (!latency || !cpu || !reading.surely('schedule.cron', cron => cron === undefined)) continue;
      const [at, other] = laterFirst(latency, cpu);
      report(at.valueSpan, {
        message: `${cpu.key}=${cpu.value} and ${latency.key}=${latency.value} both drive the scaling: the one that asks for more pods wins`,
        help: 'let one of them decide',
        related: [{ span: other.span, message: `${other.key} is given here` }],
        fixes: [
          { title: 'Scale on CPU alone', edits: edits(reading, 'cpu') },
          ...(reading.mentions('scaling.target_cpu_percent')
            ? []
            : [{ title: 'Scale on latency alone', edits: edits(reading, 'latency') }]),
        ],
      });
    }
  },
});

/** What asks for scaling on latency beyond what the workload does anyway, where there is a latency to keep. */
function latencyDriver(reading: HintReading): WrittenHint | undefined {
  const promised = ['sla.latency_p95_ms', 'sla.max_latency_ms'].some(key =>
    reading.surely(key, value => value !== undefined),
  );
  const usual = reading.defaultOf(STRATEGY);
  if (!promised || !usual.known) return undefined;
  return (
    valued(reading, TRIGGER, 'latency') ??
    (usual.value === 'latency_based' ? undefined : valued(reading, STRATEGY, 'latency_based'))
  );
}

const cpuDriver = (reading: HintReading): WrittenHint | undefined =>
  valued(reading, TRIGGER, 'cpu') ??
  valued(reading, STRATEGY, 'cpu_based') ??
  reading.written('scaling.target_cpu_percent');

function valued(reading: HintReading, key: string, value: string): WrittenHint | undefined {
  const hint = reading.written(key);
  return hint?.value === value ? hint : undefined;
}

const edits = (reading: HintReading, driver: 'cpu' | 'latency') => {
  const other = driver === 'cpu' ? 'latency' : 'cpu';
  const strategy = valued(reading, STRATEGY, `${other}_based`);
  const trigger = valued(reading, TRIGGER, other);
  return [
    ...(strategy ? [setValue(strategy, `${driver}_based`)] : []),
    ...(trigger ? [setValue(trigger, driver)] : []),
  ];
};
