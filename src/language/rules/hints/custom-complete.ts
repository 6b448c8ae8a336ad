/** A custom workload has nothing to start from, so its file must say everything. */
import type { AttachedHints } from '../../hints/attach.ts';
import { findHint } from '../../hints/catalogue.ts';
import { type HintReading, readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { addBelow } from './edits.ts';

const REQUIRED = [
  'scaling.min_replicas',
  'scaling.max_replicas',
  'scaling.metric',
  'scaling.threshold',
  'resources.cpu_cores',
  'resources.memory_gb',
];

export const customComplete = defineRule<AttachedHints>({
  id: 'hints/custom-complete',
  severity: 'error',
  title: 'A custom workload says how many pods run, how large they are and what scales them',
  why: 'The other workloads have defaults for all of it; `custom` has none, and a guess would be paid for. What `ferris.yaml` or a flag adds does not count here: the file is complete by itself.',
  bad: '-- @ferris:workload=custom\n-- @ferris:resources.cpu_cores=1\n-- @ferris:resources.memory_gb=2\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=custom\n-- @ferris:resources.cpu_cores=1\n-- @ferris:resources.memory_gb=2\n-- @ferris:scaling.min_replicas=1\n-- @ferris:scaling.max_replicas=4\n-- @ferris:scaling.metric=pending_queries\n-- @ferris:scaling.threshold=3\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const workload = reading.written('workload');
      if (workload?.value !== 'custom') continue;
      const missing = REQUIRED.filter(key => !reading.mentions(key));
      if (missing.length === 0) continue;
      report(workload.valueSpan, {
        message: `workload=custom has no defaults: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not given`,
        help: 'give what is missing, or choose a workload that has defaults: trading, analytics, reporting, realtime',
        fixes: [
          {
            title: 'Add what is missing, with values to edit',
            edits: [
              addBelow(
                workload,
                missing.map(key => [key, startFor(key, reading)] as const),
              ),
            ],
          },
        ],
      });
    }
  },
});

/** The catalogue's example, but on the right side of a bound that is given. */
function startFor(key: string, reading: HintReading): string {
  const example = Number(findHint(key)!.entry.example);
  const [min, max] = [reading.number('scaling.min_replicas'), reading.number('scaling.max_replicas')];
  if (key === 'scaling.min_replicas' && max !== undefined) return String(Math.min(example, max));
  if (key === 'scaling.max_replicas' && min !== undefined) return String(Math.max(example, min));
  return findHint(key)!.entry.example;
}
