/** What is measured about a statement. */
import { decimal } from '../../hints/types/number.ts';
import { metricName } from '../../hints/types/text.ts';
import { ascendingNumbers, columnName, text } from '../../properties/types/text.ts';
import { words } from '../../properties/types/words.ts';
import { type AnnotationGroup, defineAnnotation } from '../define.ts';
import { bracketList, inBrackets } from '../types.ts';

export const metrics: AnnotationGroup = {
  title: 'Metrics of a statement',
  doc: 'Each `@metric` begins a metric; the lines below it are about that one.',
  annotations: [
    defineAnnotation({
      name: '@metric',
      scope: 'statement',
      type: metricName,
      doc: 'The name of a Prometheus metric that the rows of the statement below are counted into.',
      example: 'trades_total',
      repeats: true,
    }),
    defineAnnotation({
      name: '@metric_type',
      scope: 'statement',
      type: words({
        counter: 'grows with each row',
        gauge: 'holds the last value of the field',
        histogram: 'counts the values of the field into buckets',
      }),
      doc: 'What kind of metric it is.',
      example: 'counter',
      repeats: true,
    }),
    defineAnnotation({
      name: '@metric_help',
      aliases: ['@metric_description'],
      scope: 'statement',
      type: text('a sentence', '<sentence>'),
      doc: 'What the metric says, in a sentence.',
      example: 'Trades read, by ticker',
      repeats: true,
    }),
    defineAnnotation({
      name: '@metric_labels',
      scope: 'statement',
      type: bracketList(columnName('a column'), 'names of columns, comma-separated'),
      doc: 'The columns whose values become labels of the metric.',
      example: 'ticker, exchange',
      repeats: true,
    }),
    defineAnnotation({
      name: '@metric_field',
      scope: 'statement',
      type: columnName('the measured column'),
      doc: 'The column that a gauge or a histogram takes its value from.',
      example: 'price',
      repeats: true,
    }),
    defineAnnotation({
      name: '@metric_buckets',
      scope: 'statement',
      type: inBrackets(ascendingNumbers),
      doc: 'The upper ends of a histogram’s buckets.',
      example: '[0.01, 0.1, 1, 10]',
      repeats: true,
    }),
    defineAnnotation({
      name: '@metric_condition',
      scope: 'statement',
      type: text('a condition on the columns of the row', '<condition>'),
      doc: 'Only rows that fulfil it are counted.',
      example: 'volume > 1000',
      repeats: true,
    }),
    defineAnnotation({
      name: '@metric_sample_rate',
      scope: 'statement',
      type: decimal({ min: 0, max: 1 }),
      doc: 'The share of the rows that are counted.',
      example: '0.1',
      repeats: true,
    }),
    defineAnnotation({
      name: '@alert',
      scope: 'statement',
      type: text('a condition on the columns of the row', '<condition>'),
      doc: 'When somebody is to be told.',
      example: 'avg_price > 1000',
      repeats: true,
    }),
    defineAnnotation({
      name: '@alert_severity',
      scope: 'statement',
      type: text('a severity', '<severity>'),
      doc: 'How urgent the alert is.',
      example: 'warning',
      repeats: true,
    }),
  ],
};
