/** A latency that only one kind of workload is built for. */
import type { AttachedHints } from '../../hints/attach.ts';
import { numberOf } from '../../hints/number-of.ts';
import { variablesIn } from '../../hints/variables.ts';
import { defineRule } from '../define.ts';

/** Milliseconds. */
const FASTEST = 10;

export const latencyFeasible = defineRule<AttachedHints>({
  id: 'hints/latency-feasible',
  severity: 'error',
  title: 'A 95th percentile below 10 ms is for trading workloads only',
  why: 'The other workloads batch, run on shared nodes and scale slowly: they cannot keep such a promise, and its alert would never be silent.',
  bad: '-- @ferris:workload=analytics\n-- @ferris:sla.latency_p95_ms=5\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=trading\n-- @ferris:sla.latency_p95_ms=5\nSELECT ticker FROM trades;\n',
  check: ({ scopes }, report) => {
    for (const { effective } of scopes) {
      const hint = effective.get('sla.latency_p95_ms');
      const workload = effective.get('workload');
      const latency = numberOf(hint);
      if (!hint || latency === undefined || latency >= FASTEST || workload?.value === 'trading') continue;
      if (workload?.value !== undefined && variablesIn(workload.value).any) continue;
      report(hint.valueSpan ?? hint.span, {
        message: workload
          ? `a 95th percentile of ${latency} ms is out of reach for ${workload.value} workloads: below ${FASTEST} ms only trading is built for it`
          : `a 95th percentile of ${latency} ms needs workload=trading, and no workload is given`,
        help: `allow ${FASTEST} ms or more, or set workload=trading`,
        ...(workload ? { related: [{ span: workload.span, message: 'the workload is given here' }] } : {}),
        fixes: [
          { title: `Allow ${FASTEST} ms`, edits: [{ span: hint.valueSpan!, text: String(FASTEST) }] },
          ...(workload?.valueSpan
            ? [{ title: 'Use workload=trading', edits: [{ span: workload.valueSpan, text: 'trading' }] }]
            : []),
        ],
      });
    }
  },
});
