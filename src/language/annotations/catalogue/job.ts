/** How the job below is run. */
import { integer } from '../../hints/types/number.ts';
import { formed } from '../../hints/types/text.ts';
import { findProperty } from '../../properties/catalogue.ts';
import { text, topicName } from '../../properties/types/text.ts';
import { words, yesNo } from '../../properties/types/words.ts';
import { type AnnotationGroup, defineAnnotation } from '../define.ts';
import { assignment, memory, timeout } from '../types.ts';

const jobName = formed({
  description: 'a name of letters, digits, _, - and .',
  placeholder: '<name>',
  form: /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/,
  meant: text => text.trim().replace(/[^A-Za-z0-9_.-]+/g, '_'),
});

export const job: AnnotationGroup = {
  title: 'A job',
  doc: 'They stand above the statement that they are about.',
  annotations: [
    defineAnnotation({
      name: 'JOB',
      aliases: ['@job', '@job_name', '@name'],
      scope: 'statement',
      type: jobName,
      doc: 'The name of the job that the statement below becomes. `START JOB name` says the same.',
      example: 'price_alerts',
    }),
    defineAnnotation({
      name: 'Name',
      scope: 'statement',
      type: text('a name', '<name>'),
      doc: 'What the statement below is called, for people.',
      example: 'Price alerts',
    }),
    defineAnnotation({
      name: 'TOPIC',
      aliases: ['@topic'],
      scope: 'statement',
      type: topicName,
      doc: 'The topic that the statement below reads.',
      example: 'market_data',
    }),
    defineAnnotation({
      name: 'MEMORY_LIMIT',
      aliases: ['@memory_limit'],
      scope: 'statement',
      type: memory,
      doc: 'The most memory that what the job remembers may take; beyond that, what was not used for longest goes to disk. In megabytes when no unit is given.',
      example: '2048',
    }),
    defineAnnotation({
      name: 'TIMEOUT',
      aliases: ['@timeout'],
      scope: 'statement',
      type: timeout,
      doc: 'How long one attempt of the job may take; in milliseconds when no unit is given.',
      example: '30000',
    }),
    defineAnnotation({
      name: 'Property',
      aliases: ['@property'],
      scope: 'statement',
      type: assignment,
      doc: 'A property of the statement below, as WITH takes it.',
      example: 'watermark.idle.timeout=30s',
      repeats: true,
    }),
    defineAnnotation({
      name: '@job_mode',
      aliases: ['@processor_mode'],
      scope: 'either',
      type: words({
        simple: 'records one after another, results at least once',
        transactional: 'results and positions in one transaction: exactly once',
        adaptive: 'partitions side by side, as many as there are processors',
      }),
      doc: 'How records are worked through.',
      example: 'transactional',
    }),
    defineAnnotation({
      name: '@batch_size',
      scope: 'either',
      type: integer({ min: 1, max: 1_000_000, unit: 'records' }),
      doc: 'The most records taken at once: more of them is faster, fewer is sooner.',
      example: '1000',
    }),
    defineAnnotation({
      name: '@batch_timeout_ms',
      scope: 'either',
      type: integer({ min: 1, max: 3_600_000, unit: 'milliseconds' }),
      doc: 'How long a batch waits to become full.',
      example: '200',
    }),
    defineAnnotation({
      name: '@num_partitions',
      aliases: ['@partition_count'],
      scope: 'either',
      type: integer({ min: 1, max: 10_000, unit: 'partitions' }),
      doc: 'How many parts of the work go side by side in the mode `adaptive`.',
      example: '8',
    }),
    defineAnnotation({
      name: '@partitioning_strategy',
      scope: 'either',
      type: words({
        sticky: 'a record stays in the partition that it came from',
        sticky_partition: 'the same as sticky',
        hash: 'by the key that the statement groups by',
        always_hash: 'the same as hash, also where it is not needed',
        smart: 'sticky where the input is partitioned rightly, else hash',
        smart_repartition: 'the same as smart',
        roundrobin: 'each partition in turn: only for what needs no order',
        round_robin: 'the same as roundrobin',
        fanin: 'everything into one partition',
      }),
      doc: 'Which of the parts a record goes to in the mode `adaptive`.',
      example: 'hash',
    }),
    defineAnnotation({
      name: '@sticky_partition_id',
      scope: 'statement',
      type: integer({ min: 0, max: 10_000 }),
      doc: 'The one partition that all records of the statement go to.',
      example: '2',
    }),
    defineAnnotation({
      name: '@failure_strategy',
      scope: 'either',
      type: findProperty('failure_strategy')!.type,
      doc: 'What happens to a record that cannot be read or worked on; the property of this name says the same.',
      example: 'SendToDLQ',
    }),
    defineAnnotation({
      name: '@max_retries',
      scope: 'either',
      type: integer({ min: 0, max: 1000, unit: 'attempts' }),
      doc: 'How often a batch that failed is tried again.',
      example: '5',
    }),
    defineAnnotation({
      name: '@retry_backoff_ms',
      aliases: ['@retry_backoff'],
      scope: 'either',
      type: timeout,
      doc: 'How long to wait before the next attempt; in milliseconds when no unit is given.',
      example: '1000',
    }),
    defineAnnotation({
      name: '@enable_dlq',
      scope: 'either',
      type: yesNo('failed records go to the dead letter topic', 'failed records are only counted and logged'),
      doc: 'Whether failed records are kept in a dead letter topic.',
      example: 'true',
    }),
    defineAnnotation({
      name: '@dlq_max_size',
      scope: 'either',
      type: integer({ min: 1, max: 1_000_000, unit: 'records' }),
      doc: 'The most failed records that are kept.',
      example: '500',
    }),
    defineAnnotation({
      name: '@log_progress',
      scope: 'either',
      type: yesNo('progress is logged from time to time', 'it is not'),
      doc: 'Whether the log tells how far the job is.',
      example: 'true',
    }),
    defineAnnotation({
      name: '@progress_interval',
      scope: 'either',
      type: integer({ min: 1, max: 1_000_000, unit: 'batches' }),
      doc: 'After how many batches progress is logged.',
      example: '100',
    }),
    defineAnnotation({
      name: '@enable_core_affinity',
      scope: 'either',
      type: yesNo('each part of the work stays on its processor', 'the system decides'),
      doc: 'Whether parts of the work are bound to processors.',
      example: 'false',
    }),
    defineAnnotation({
      name: '@empty_batch_count',
      scope: 'either',
      type: integer({ min: 0, max: 1_000_000, unit: 'batches' }),
      doc: 'After how many empty batches in a row an input counts as read to its end.',
      example: '10',
    }),
    defineAnnotation({
      name: '@wait_on_empty_batch_ms',
      scope: 'either',
      type: integer({ min: 1, max: 3_600_000, unit: 'milliseconds' }),
      doc: 'How long to wait after an empty batch.',
      example: '100',
    }),
  ],
};
