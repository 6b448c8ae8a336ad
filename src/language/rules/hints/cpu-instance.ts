/** A pod that is larger than the nodes it may run on never starts. */
import type { AttachedHints } from '../../hints/attach.ts';
import { findInstance, type InstanceType, instanceTypes } from '../../hints/instances.ts';
import { type HintReading, readingsOf, type WrittenHint } from '../../hints/reading.ts';
import { defineRule, type Report } from '../define.ts';
import { setValue } from './edits.ts';
import { laterFirst } from './later-line.ts';

export const cpuInstance = defineRule<AttachedHints>({
  id: 'hints/cpu-instance',
  severity: 'error',
  title: 'A pod fits on the instance type it asks for',
  why: 'Kubernetes places a pod only where all that it asks for is free: on nodes of a smaller type it waits for ever. Of a node’s memory its own system takes a part, so all of it cannot be had. What a workload asks for where nothing is said counts, too; its instance type does not, for that is a wish and no requirement. Instance types that this program does not know are passed over.',
  bad: '-- @ferris:resources.cpu_cores=12\n-- @ferris:node_selector.instance_type=c5.2xlarge\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:resources.cpu_cores=12\n-- @ferris:node_selector.instance_type=c5.4xlarge\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const hint = reading.written('node_selector.instance_type');
      const instance = hint && findInstance(hint.value);
      if (!hint || !instance) continue;
      const cores = asked(reading, 'resources.cpu_cores');
      const gib = asked(reading, 'resources.memory_gb');
      const larger = instanceTypes().find(
        one => one.family === instance.family && one.vcpu > (cores?.value ?? 0) && one.memoryGib > (gib?.value ?? 0),
      );
      const found = { hint, instance, larger, reading };
      if (cores && cores.value > instance.vcpu)
        reportSize(found, cores, `${cores.value} cores`, `${instance.vcpu} CPUs`, report);
      if (gib && gib.value >= instance.memoryGib)
        reportSize(
          found,
          gib,
          `${gib.value} GB of memory`,
          `${instance.memoryGib} GB, part of it for its own system`,
          report,
        );
    }
  },
});

interface Asked {
  readonly key: string;
  readonly value: number;
  /** Undefined for a default. */
  readonly line: WrittenHint | undefined;
}

function asked(reading: HintReading, key: string): Asked | undefined {
  const held = reading.holds(key);
  return held.known && held.value !== undefined ? { key, value: Number(held.value), line: held.line } : undefined;
}

interface Found {
  readonly hint: WrittenHint;
  readonly instance: InstanceType;
  /** The next size of its family on which the pod fits. */
  readonly larger: InstanceType | undefined;
  readonly reading: HintReading;
}

function reportSize(found: Found, { key, line }: Asked, want: string, has: string, report: Report): void {
  const { hint, instance, larger, reading } = found;
  const [at, other] = line ? laterFirst(line, hint) : [hint, undefined];
  const who = line ? 'a pod asks' : `${reading.written('workload')!.value} workloads ask, where nothing is said,`;
  report(at.valueSpan, {
    message: `${who} for ${want}, and ${instance.type} has ${has}`,
    help: `choose a larger instance type${larger ? `, such as ${larger.type}` : ''}, or ${line ? `lower ${key}` : `give ${key}`}`,
    ...(other ? { related: [{ span: other.span, message: `${other.key} is given here` }] } : {}),
    ...(larger ? { fixes: [{ title: `Use ${larger.type}`, edits: [setValue(hint, larger.type)] }] } : {}),
  });
}
