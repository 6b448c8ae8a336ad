/** Settings of Kafka's producer: how a result is written. */
import { formed } from '../../hints/types/text.ts';
import type { PropertyFamily } from '../define.ts';
import { bytes, count, LONG_MAX, milliseconds, orSpecial } from '../types/number.ts';
import { text } from '../types/text.ts';
import { words, yesNo } from '../types/words.ts';
import { javaClass, producer } from './kafka-define.ts';

const zstdLevel = formed({
  description: 'a whole number from -131072 to 22',
  placeholder: '<level>',
  form: /^(-(\d{1,5}|1[0-2]\d{4}|130\d{3}|1310[0-6]\d|13107[0-2])|1?\d|2[0-2])$/,
});

export const kafkaProducer: PropertyFamily = {
  title: 'Kafka producer',
  doc: 'How a topic is written.',
  properties: [
    producer(
      'acks',
      words({
        all: 'every replica that is in sync has it',
        '-1': 'the same as all',
        '1': 'the leader has it',
        '0': 'nobody is waited for',
      }),
      'all',
      'Who must have a record before it counts as written. Exactly once needs all.',
      { default: 'all', aliases: ['request.required.acks'] },
    ),
    producer(
      'enable.idempotence',
      yesNo('it is', 'a request that is sent again may write twice'),
      'true',
      'Whether a request that is sent again is written once.',
      {
        default: 'true',
      },
    ),
    producer(
      'transactional.id',
      text('a name', '<name>'),
      'orders-0',
      'The name of the transactions; FerrisSQL makes one per job, stage and partition.',
    ),
    producer('transaction.timeout.ms', milliseconds(1), '60000', 'After how long the broker gives up a transaction.', {
      default: '60000',
    }),
    producer(
      'transaction.two.phase.commit.enable',
      yesNo('it is', 'it is not'),
      'false',
      'Whether another system decides when a transaction is committed.',
      {
        default: 'false',
      },
    ),
    producer(
      'batch.size',
      bytes(),
      '65536',
      'How many bytes are sent together per partition; linger.ms waits for them.',
      {
        default: '16384',
        aliases: ['batch.size.bytes'],
      },
    ),
    producer('linger.ms', milliseconds(), '5', 'How long a batch waits for more records.', {
      default: '5',
      aliases: ['queue.buffering.max.ms'],
    }),
    producer(
      'compression.type',
      words({
        none: 'as it is',
        gzip: 'small and slow',
        snappy: 'fast',
        lz4: 'fast',
        zstd: 'small and fast',
        producer: 'of a topic: as the producer has it',
        uncompressed: 'of a topic: as it is',
      }),
      'zstd',
      'How batches are compressed.',
      { default: 'none', aliases: ['compression.codec'], runs: true },
    ),
    producer('compression.gzip.level', orSpecial(count(1, 9), { '-1': "gzip's own" }), '6', 'How hard gzip tries.', {
      default: '-1',
    }),
    producer('compression.lz4.level', count(1, 17), '9', 'How hard lz4 tries.', { default: '9' }),
    producer('compression.zstd.level', zstdLevel, '3', 'How hard zstd tries.', { default: '3' }),
    producer('buffer.memory', bytes(0, LONG_MAX), '33554432', 'How many bytes may wait to be sent.', {
      default: '33554432',
    }),
    producer(
      'max.block.ms',
      milliseconds(),
      '60000',
      'How long writing waits when too much waits to be sent already.',
      {
        default: '60000',
      },
    ),
    producer('max.request.size', bytes(), '1048576', 'The most bytes in a request, and so in a record.', {
      default: '1048576',
    }),
    producer(
      'max.in.flight.requests.per.connection',
      count(1),
      '5',
      'How many requests are under way at a time; at most 5 with enable.idempotence.',
      {
        default: '5',
        aliases: ['max.in.flight'],
      },
    ),
    producer(
      'delivery.timeout.ms',
      milliseconds(),
      '120000',
      'After how long a record that could not be written counts as failed; at least linger.ms and request.timeout.ms together.',
      {
        default: '120000',
      },
    ),
    producer('retries', count(), '5', 'How often a request is sent again; delivery.timeout.ms is the better limit.', {
      default: '2147483647',
    }),
    producer('metadata.max.idle.ms', milliseconds(5000), '300000', 'When a topic is forgotten that nobody writes to.', {
      default: '300000',
    }),
    javaClass(
      producer,
      'partitioner.class',
      'Who chooses the partition; `partition.by` says it here.',
      'com.shop.ByRegion',
    ),
    producer(
      'partitioner.ignore.keys',
      yesNo('partitions are chosen without the key', 'partitions are chosen by the key'),
      'false',
      'Whether partitions are chosen without looking at the key.',
      {
        default: 'false',
      },
    ),
    producer(
      'partitioner.adaptive.partitioning.enable',
      yesNo('slow brokers get less', 'all get the same'),
      'true',
      'Whether records without a key go less to brokers that are slow.',
      {
        default: 'true',
      },
    ),
    producer(
      'partitioner.availability.timeout.ms',
      milliseconds(),
      '0',
      'After how long a broker that does not answer gets no more records without a key; 0 for never.',
      {
        default: '0',
      },
    ),
    producer(
      'partitioner.rack.aware',
      yesNo('near partitions are preferred', 'all are alike'),
      'false',
      'Whether records without a key go to partitions whose leader is near.',
      {
        default: 'false',
      },
    ),
    javaClass(
      producer,
      'key.serializer',
      'Who writes keys; `key.format` says it here.',
      'org.apache.kafka.common.serialization.StringSerializer',
    ),
    javaClass(
      producer,
      'value.serializer',
      'Who writes values; `format` says it here.',
      'org.apache.kafka.common.serialization.StringSerializer',
    ),
  ],
};
