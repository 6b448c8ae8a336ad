/** Metrics, traces and alerts of one statement. */
import { decimal } from '../../hints/types/number.ts';
import { listOf, metricName } from '../../hints/types/text.ts';
import { defineProperty, type PropertyFamily } from '../define.ts';
import { ascendingNumbers, text, url } from '../types/text.ts';
import { words, yesNo } from '../types/words.ts';

export const observability: PropertyFamily = {
  title: 'Observability',
  doc: 'Metrics, traces and alerts of one statement.',
  properties: [
    defineProperty({
      key: 'observability.metrics.enabled',
      aliases: ['metrics.enabled'],
      of: 'statement',
      type: yesNo('the statement has metrics of its own', 'only those of the job'),
      doc: 'Whether the statement has metrics of its own.',
      sample: 'true',
      default: 'true',
    }),
    defineProperty({
      key: 'observability.tracing.enabled',
      aliases: ['tracing.enabled'],
      of: 'statement',
      type: yesNo('spans are sent', 'no spans are sent'),
      doc: 'Whether the way of records is sent as spans.',
      sample: 'true',
      default: 'false',
    }),
    defineProperty({
      key: 'observability.span.name',
      of: 'statement',
      type: text('a name for the spans', '<name>'),
      doc: 'The name of the spans; without it the name of what is created.',
      sample: 'fraud_detection',
    }),
    defineProperty({
      key: 'observability.sampling.rate',
      aliases: ['observability.tracing.sampling.rate', 'tracing.sampling.rate'],
      of: 'statement',
      type: decimal({ min: 0, max: 1 }),
      doc: 'Which share of the records is traced.',
      sample: '0.01',
    }),
    defineProperty({
      key: 'observability.tracing.endpoint',
      aliases: ['tracing.endpoint', 'otlp.endpoint'],
      of: 'statement',
      type: url,
      doc: 'Where spans are sent.',
      sample: 'http://collector:4318',
    }),
    defineProperty({
      key: 'observability.profiling.enabled',
      aliases: ['profiling.enabled'],
      of: 'statement',
      type: yesNo('time per operator is measured', 'only the whole is measured'),
      doc: 'Whether the time spent in each operator is measured.',
      sample: 'true',
      default: 'false',
    }),
    defineProperty({
      key: 'observability.alerts.enabled',
      aliases: ['alerts.enabled'],
      of: 'statement',
      type: yesNo('alerts are deployed with the statement', 'none are'),
      doc: 'Whether alerts are deployed with the statement.',
      sample: 'true',
      default: 'false',
    }),
    defineProperty({
      key: 'observability.custom.metrics',
      of: 'statement',
      type: listOf(metricName, 'names of metrics, comma-separated'),
      doc: 'Columns of the result that become metrics.',
      sample: 'recommendation_accuracy,engagement_rate',
    }),
    defineProperty({
      key: 'prometheus.histogram.buckets',
      aliases: ['observability.histogram.buckets', 'metrics.histogram.buckets'],
      of: 'statement',
      type: ascendingNumbers,
      doc: 'The upper bounds of the buckets in which durations are counted, in seconds.',
      sample: '0.1,0.5,1,5,30',
    }),
    defineProperty({
      key: 'log.level',
      aliases: ['observability.log.level'],
      of: 'statement',
      type: words({
        error: 'failures',
        warn: 'and what is odd',
        info: 'and what happens',
        debug: 'and why',
        trace: 'and each record',
      }),
      doc: 'How much the statement writes to the log.',
      sample: 'info',
      default: 'info',
    }),
  ],
};
