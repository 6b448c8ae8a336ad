/** More records are slower than a lower percentile, never fewer. */
import type { AttachedHints } from '../../hints/attach.ts';
import { readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { setValue } from './edits.ts';
import { laterFirst } from './later-line.ts';

const [P95, P99, MOST] = ['sla.latency_p95_ms', 'sla.latency_p99_ms', 'sla.max_latency_ms'];

export const latencyOrder = defineRule<AttachedHints>({
  id: 'hints/latency-order',
  severity: 'error',
  title: 'latency_p95_ms ≤ latency_p99_ms ≤ max_latency_ms',
  why: 'What 99 % of the records keep, 95 % keep too, so a looser promise for fewer of them promises nothing: one of the two is a mistake. Only what is written is compared; a default of the workload gives way.',
  bad: '-- @ferris:sla.latency_p95_ms=500\n-- @ferris:sla.latency_p99_ms=100\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:sla.latency_p95_ms=100\n-- @ferris:sla.latency_p99_ms=500\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const order = [P95, P99, MOST].flatMap(key => reading.written(key!) ?? []);
      for (const [i, tighter] of order.slice(0, -1).entries()) {
        const looser = order[i + 1]!;
        if (Number(tighter.value) <= Number(looser.value)) continue;
        const [at, other] = laterFirst(tighter, looser);
        report(at.valueSpan, {
          message: `${tighter.key} (${tighter.value}) is above ${looser.key} (${looser.value})`,
          help: `what ${looser.key === MOST ? 'every record keeps' : '99 % of the records keep'}, fewer of them keep too`,
          related: [{ span: other.span, message: `${other.key} is given here` }],
          fixes: [
            {
              title: 'Swap the two values',
              edits: [setValue(tighter, looser.value), setValue(looser, tighter.value)],
            },
          ],
        });
      }
    }
  },
});
