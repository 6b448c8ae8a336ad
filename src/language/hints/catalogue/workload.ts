/** The kind of work a statement does: where its defaults come from. */
import { defineCategory, defineHint } from '../define.ts';
import { oneOf } from '../types/choice.ts';

export const workload = defineCategory({
  name: 'workload',
  title: 'Workload classification',
  doc: 'What kind of work the query does. It decides where everything else starts from.',
  hints: [
    defineHint({
      key: 'workload',
      type: oneOf({
        trading: 'Low latency: scales up fast on lag and latency, on CPU-optimised nodes',
        analytics: 'Much memory: scales on memory and waiting queries, on memory-optimised nodes',
        reporting: 'Scheduled batches: may scale to zero and use spot nodes',
        realtime: 'High throughput: scales on lag, on balanced nodes',
        custom: 'No defaults: everything is said by the other hints',
      }),
      doc: 'The kind of workload. Its defaults hold for every hint that is not given.',
      example: 'trading',
      defaults: { trading: 'trading', analytics: 'analytics', reporting: 'reporting', realtime: 'realtime' },
    }),
  ],
});
