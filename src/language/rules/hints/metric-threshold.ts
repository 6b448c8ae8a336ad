/** A metric and the value it is compared with. */
import type { AttachedHints } from '../../hints/attach.ts';
import { findHint } from '../../hints/catalogue.ts';
import { type HintReading, readingsOf } from '../../hints/reading.ts';
import { defineRule, type Report } from '../define.ts';
import { addBelow } from './edits.ts';

const METRIC = 'scaling.metric';
const THRESHOLD = 'scaling.threshold';

export const metricThreshold = defineRule<AttachedHints>({
  id: 'hints/metric-threshold',
  severity: 'error',
  title: 'scaling.metric and scaling.threshold go together',
  why: 'A metric without a threshold says nothing about the number of pods, nor does a threshold without what is compared with it. A default counts only for the metric it was made for: analytics compares `pending_queries` with 3, and no other metric. `scaling.trigger=pending_queries` has its threshold in `scaling.threshold`, too.',
  bad: '-- @ferris:workload=realtime\n-- @ferris:scaling.metric=pending_queries\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:workload=realtime\n-- @ferris:scaling.metric=pending_queries\n-- @ferris:scaling.threshold=3\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      // Of a custom workload its own rule asks for both.
      if (!reading.surely('workload', workload => workload !== 'custom')) continue;
      reportMetric(reading, report);
      reportThreshold(reading, report);
    }
  },
});

function reportMetric(reading: HintReading, report: Report): void {
  const metric = reading.written(METRIC);
  const usual = reading.defaultOf(METRIC);
  if (!metric || reading.mentions(THRESHOLD) || !usual.known || usual.value === metric.value) return;
  const start = findHint(METRIC)!.entry.example === metric.value ? findHint(THRESHOLD)!.entry.example : undefined;
  report(metric.valueSpan, {
    message: `${METRIC} without ${THRESHOLD}: it is not said which ${metric.value} is too much`,
    help: `give ${THRESHOLD}: the value per pod above which a pod is added`,
    ...(start === undefined
      ? {}
      : { fixes: [{ title: `Add ${THRESHOLD}=${start}`, edits: [addBelow(metric, [[THRESHOLD, start]])] }] }),
  });
}

function reportThreshold(reading: HintReading, report: Report): void {
  const threshold = reading.written(THRESHOLD);
  const compares =
    !reading.surely(METRIC, metric => metric === undefined) ||
    !reading.surely('scaling.trigger', trigger => trigger !== 'pending_queries');
  if (!threshold || compares) return;
  const { example } = findHint(METRIC)!.entry;
  report(threshold.keySpan, {
    message: `${THRESHOLD} without ${METRIC}: nothing is compared with it`,
    help: `name the metric: ${METRIC}`,
    fixes: [{ title: `Add ${METRIC}=${example}`, edits: [addBelow(threshold, [[METRIC, example]])] }],
  });
}
