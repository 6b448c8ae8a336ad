/** What is promised to the users of the result. */
import { defineCategory, defineHint } from '../define.ts';
import { decimal, integer } from '../types/number.ts';

const milliseconds = integer({ min: 1, max: 86_400_000, unit: 'milliseconds' });

export const sla = defineCategory({
  name: 'sla',
  title: 'Service levels',
  doc: 'What the result promises its users; alerts and autoscaling follow from it.',
  hints: [
    defineHint({
      key: 'sla.latency_p95_ms',
      type: milliseconds,
      doc: 'Longest time from record to result for 95 % of the records. Below 10 ms only the trading workload is built for it.',
      example: '100',
      defaults: { trading: '100' },
    }),
    defineHint({
      key: 'sla.latency_p99_ms',
      type: milliseconds,
      doc: 'Longest time from record to result for 99 % of the records.',
      example: '500',
      defaults: { trading: '500' },
    }),
    defineHint({
      key: 'sla.max_latency_ms',
      type: milliseconds,
      doc: 'Longest time from record to result for any record.',
      example: '50',
      defaults: { realtime: '50' },
    }),
    defineHint({
      key: 'sla.throughput_rps',
      type: integer({ min: 1, max: 1_000_000_000, unit: 'records per second' }),
      doc: 'Records per second that all pods together must keep up with.',
      example: '50000',
      defaults: { realtime: '50000' },
    }),
    defineHint({
      key: 'sla.availability_percent',
      type: decimal({ min: 0, max: 100, unit: 'percent', above: true }),
      doc: 'Share of time in which results arrive. Above 99 % rules out spot nodes, which are taken away at short notice.',
      example: '99.9',
      defaults: { trading: '99.9' },
    }),
    defineHint({
      key: 'sla.max_downtime_seconds',
      type: integer({ min: 0, max: 86_400, unit: 'seconds' }),
      doc: 'Longest interruption allowed, restarts and rebalancing included.',
      example: '30',
    }),
  ],
});
