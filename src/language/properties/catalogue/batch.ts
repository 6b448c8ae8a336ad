/** How many records are taken at a time. */
import { defineProperty, type PropertyFamily } from '../define.ts';
import { duration } from '../types/duration.ts';
import { bytes, count } from '../types/number.ts';
import { words, yesNo } from '../types/words.ts';

export const batch: PropertyFamily = {
  title: 'Batches',
  doc: "How many records are taken at a time. Kafka's own `batch.size` is in bytes.",
  properties: [
    defineProperty({
      key: 'batch.strategy',
      of: 'statement',
      type: words({
        fixed_size: 'so many records',
        time_window: 'what comes in so much time',
        memory_based: 'so many bytes',
        adaptive_size: 'as many as keep the wanted latency',
        low_latency: 'few, at once',
        mega_batch: 'very many',
      }),
      doc: 'What ends a batch.',
      sample: 'adaptive_size',
    }),
    defineProperty({
      key: 'batch.enable',
      aliases: ['batch.enabled', 'batch.enable_batching', 'enable.batching'],
      of: 'statement',
      type: yesNo('records are taken in batches', 'records are taken one by one'),
      doc: 'Whether records are taken in batches.',
      sample: 'true',
      default: 'true',
    }),
    defineProperty({
      key: 'batch.max.size',
      aliases: [
        'batch.max_batch_size',
        'max.batch.size',
        'batch.adaptive_max_size',
        'batch.low_latency_max_size',
        'batch.mega_batch_size',
        'batch.records',
        'sql.batch_size',
        'performance.batch_size',
      ],
      of: 'statement',
      type: count(1),
      doc: 'The most records in a batch.',
      sample: '1000',
    }),
    defineProperty({
      key: 'batch.min.size',
      of: 'statement',
      type: count(1),
      doc: 'The fewest records in a batch that adapts.',
      sample: '10',
    }),
    defineProperty({
      key: 'batch.timeout',
      aliases: ['batch.window', 'batch.max.wait', 'batch.low_latency_wait', 'batch.batch_timeout'],
      of: 'statement',
      type: duration({ min: 1 }),
      doc: 'How long a batch waits for more records.',
      sample: '1000ms',
    }),
    defineProperty({
      key: 'batch.memory.size',
      of: 'statement',
      type: bytes(1),
      doc: 'The most bytes in a batch.',
      sample: '1048576',
    }),
    defineProperty({
      key: 'batch.memory.limit.mb',
      of: 'statement',
      type: count(1),
      doc: 'The most megabytes in a batch.',
      sample: '256',
    }),
    defineProperty({
      key: 'batch.target.latency',
      of: 'statement',
      type: duration({ min: 1 }),
      doc: 'The latency that an adapting batch keeps to.',
      sample: '100ms',
    }),
    defineProperty({
      key: 'batch.eager.processing',
      of: 'statement',
      type: yesNo('a record is taken as soon as it is there', 'a batch is waited for'),
      doc: 'Whether a record is taken as soon as it is there.',
      sample: 'true',
    }),
    defineProperty({
      key: 'batch.parallel',
      of: 'statement',
      type: yesNo('by several threads', 'by one thread'),
      doc: 'Whether a batch is worked on by several threads.',
      sample: 'false',
    }),
    defineProperty({
      key: 'batch.reuse.buffer',
      of: 'statement',
      type: yesNo('memory is used again', 'memory is taken anew'),
      doc: 'Whether the memory of a batch is used again for the next.',
      sample: 'true',
    }),
  ],
};
