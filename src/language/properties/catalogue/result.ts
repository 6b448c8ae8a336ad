/** What comes out of a statement, and when. */
import { defineProperty, type PropertyFamily } from '../define.ts';
import { duration } from '../types/duration.ts';
import { count, milliseconds } from '../types/number.ts';
import { words, yesNo } from '../types/words.ts';

export const result: PropertyFamily = {
  title: 'Results',
  doc: 'What comes out of a statement, and when.',
  properties: [
    defineProperty({
      key: 'changelog.mode',
      aliases: ['output.mode', 'sink.changelog.mode'],
      of: 'both',
      type: words({
        upsert: 'the new row, or a deletion, by key',
        append: 'rows only: what would be a deletion is left out',
        retract: 'before and after, marked in the header ferris-op',
      }),
      doc: 'How changes of a result are written. A TABLE is written as upserts, a STREAM as rows. With `retract` a row that changes is written as it was and as it is, in the header `ferris-op` as `-U` and `+U`, one more as `+I`, one less as `-D`; a STREAM declared so is read so.',
      sample: 'retract',
      runs: true,
    }),
    defineProperty({
      key: 'update_frequency',
      aliases: ['emit.interval', 'update.interval', 'refresh.interval', 'table.exec.emit.interval'],
      of: 'output',
      type: duration({ min: 1 }),
      doc: 'At most one update per key in this time; EMIT EVERY says the same.',
      sample: '1m',
    }),
    defineProperty({
      key: 'processing.guarantee',
      aliases: ['guarantee', 'delivery.guarantee', 'execution.guarantee', 'sink.delivery-guarantee'],
      of: 'statement',
      type: words({
        exactly_once: 'outputs, state and positions are committed together',
        at_least_once: 'after a failure some records come twice',
        at_most_once: 'after a failure some records are missing',
        none: 'nothing is promised',
      }),
      doc: 'What holds when something fails on the way.',
      sample: 'exactly_once',
    }),
    defineProperty({
      key: 'use.transactions',
      aliases: ['transactional', 'transactions.enabled'],
      of: 'statement',
      type: yesNo('written in transactions', 'written as it comes'),
      doc: 'Whether outputs are written in transactions; exactly_once needs them.',
      sample: 'true',
    }),
    defineProperty({
      key: 'sink.parallelism',
      of: 'output',
      type: count(1),
      doc: 'By how many tasks a result is written.',
      sample: '4',
    }),
    defineProperty({
      key: 'partition.by',
      aliases: ['partitioner', 'partitioning.strategy', 'sink.partitioner'],
      of: 'output',
      type: words({
        key: "by a hash of the key, as Kafka's own client does",
        key_hash: "by a hash of the key, as Kafka's own client does",
        default: "by a hash of the key, as Kafka's own client does",
        round_robin: 'evenly, whatever the key',
        fixed: 'each task to one partition',
      }),
      doc: 'How a row finds its partition.',
      sample: 'key',
      default: 'key',
    }),
    defineProperty({
      key: 'partition_size',
      block: 'LOCAL_AGGREGATION',
      of: 'statement',
      type: count(1),
      doc: 'How many groups the first phase of an aggregate keeps before it hands its partial results on.',
      sample: '100000',
      example: 'WITH LOCAL_AGGREGATION (PARTITION_SIZE = 100000)',
    }),
    defineProperty({
      key: 'flush_interval',
      block: 'LOCAL_AGGREGATION',
      of: 'statement',
      type: duration({ min: 1 }),
      doc: 'How often the first phase of an aggregate hands its partial results on.',
      sample: '30 seconds',
      example: "WITH LOCAL_AGGREGATION (FLUSH_INTERVAL = '30 seconds')",
    }),
    defineProperty({
      key: 'flush.interval',
      aliases: ['sink.flush.interval', 'sink.buffer-flush.interval'],
      of: 'output',
      type: duration(),
      doc: 'How often written records are handed over where a batch has not filled up.',
      sample: '15s',
    }),
    defineProperty({
      key: 'flush.interval.ms',
      aliases: ['performance.flush_interval_ms', 'processing.flush_interval_ms'],
      of: 'output',
      type: milliseconds(0),
      doc: 'The same as `flush.interval` in milliseconds.',
      sample: '100',
    }),
  ],
};
