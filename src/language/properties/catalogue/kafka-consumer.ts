/** Settings of Kafka's consumer: how a relation is read. */
import { formed } from '../../hints/types/text.ts';
import type { PropertyFamily } from '../define.ts';
import { bytes, count, milliseconds } from '../types/number.ts';
import { text } from '../types/text.ts';
import { words, yesNo } from '../types/words.ts';
import { consumer, javaClass } from './kafka-define.ts';

const offsetReset = formed({
  description: 'earliest, latest, none or by_duration:P… (ISO 8601)',
  placeholder: 'earliest|latest|none',
  form: /^(earliest|latest|none|by_duration:P[0-9DTHMS.]+)$/i,
  known: [
    { value: 'earliest', doc: 'from the first record there is' },
    { value: 'latest', doc: 'only what comes from now on' },
    { value: 'none', doc: 'an error' },
    { value: 'by_duration:PT1H', doc: 'from so long ago' },
  ],
  meant: reset =>
    ({ smallest: 'earliest', beginning: 'earliest', largest: 'latest', end: 'latest' })[reset.toLowerCase()],
});

export const kafkaConsumer: PropertyFamily = {
  title: 'Kafka consumer',
  doc: 'How a topic is read.',
  properties: [
    consumer(
      'group.id',
      text('the name of a group', '<group>'),
      'orders-per-minute',
      'The consumer group; without it one is made from the name of the job.',
      {
        aliases: ['consumer.group', 'kafka.consumer_group', 'group'],
      },
    ),
    consumer(
      'group.instance.id',
      text('a name', '<name>'),
      'pod-0',
      'A lasting name within the group, so that a restart does not move partitions.',
    ),
    consumer(
      'group.protocol',
      words({ classic: 'the clients share out partitions', consumer: 'the broker shares out partitions' }),
      'consumer',
      'Who shares out partitions within the group.',
      { default: 'classic' },
    ),
    consumer(
      'group.remote.assignor',
      text('the name of an assignor', '<name>'),
      'uniform',
      'How the broker shares out partitions.',
    ),
    consumer(
      'auto.offset.reset',
      offsetReset,
      'earliest',
      'Where reading begins in a partition for which nothing has been committed.',
      { default: 'latest' },
    ),
    consumer(
      'isolation.level',
      words({
        read_committed: 'only records of committed transactions',
        read_uncommitted: 'all records, also of transactions that were given up',
      }),
      'read_committed',
      'Whether records of transactions that are open or were given up are read.',
      { default: 'read_uncommitted' },
    ),
    consumer(
      'enable.auto.commit',
      yesNo('every now and then', 'with the output, by FerrisSQL'),
      'false',
      'Whether positions are committed by the client. FerrisSQL commits them together with the output.',
      {
        default: 'true',
      },
    ),
    consumer('auto.commit.interval.ms', milliseconds(), '5000', 'How often the client commits positions, if it does.', {
      default: '5000',
    }),
    consumer(
      'fetch.min.bytes',
      bytes(),
      '1024',
      'The least a fetch answers with; the broker waits up to fetch.max.wait.ms for it.',
      {
        default: '1',
      },
    ),
    consumer('fetch.max.bytes', bytes(), '52428800', 'The most a fetch answers with, all partitions together.', {
      default: '52428800',
    }),
    consumer('fetch.max.wait.ms', milliseconds(), '500', 'How long the broker waits for fetch.min.bytes.', {
      default: '500',
      aliases: ['fetch.wait.max.ms'],
    }),
    consumer('max.partition.fetch.bytes', bytes(), '1048576', 'The most a fetch answers with for one partition.', {
      default: '1048576',
      aliases: ['fetch.message.max.bytes'],
    }),
    consumer('max.poll.records', count(1), '500', 'The most records that are taken at a time.', { default: '500' }),
    consumer(
      'max.poll.interval.ms',
      milliseconds(1),
      '300000',
      'How long one batch may take before the group thinks that the reader is gone.',
      {
        default: '300000',
      },
    ),
    consumer(
      'session.timeout.ms',
      milliseconds(),
      '45000',
      'After how long without a sign of life the group thinks that the reader is gone.',
      {
        default: '45000',
      },
    ),
    consumer(
      'heartbeat.interval.ms',
      milliseconds(),
      '3000',
      'How often the reader gives a sign of life; a third of session.timeout.ms or less.',
      {
        default: '3000',
      },
    ),
    consumer('check.crcs', yesNo('it is', 'it is not'), 'true', 'Whether the checksum of each batch is checked.', {
      default: 'true',
    }),
    consumer(
      'exclude.internal.topics',
      yesNo('they are left out', 'they are read'),
      'true',
      "Whether Kafka's own topics are left out where topics are read by a pattern.",
      {
        default: 'true',
      },
    ),
    consumer(
      'allow.auto.create.topics',
      yesNo('it is', 'it is not'),
      'false',
      'Whether a topic that is read and does not exist is created by the broker.',
      {
        default: 'true',
      },
    ),
    consumer(
      'share.acknowledgement.mode',
      words({ implicit: 'with the next fetch', explicit: 'one by one' }),
      'explicit',
      'How a share group confirms records.',
      { default: 'implicit' },
    ),
    consumer(
      'share.acquire.mode',
      words({ batch_optimized: 'whole batches', record_limit: 'never more than max.poll.records' }),
      'batch_optimized',
      'How many records a share group takes at a time.',
      { default: 'batch_optimized' },
    ),
    javaClass(
      consumer,
      'partition.assignment.strategy',
      'How the clients of a group share out partitions.',
      'org.apache.kafka.clients.consumer.CooperativeStickyAssignor',
    ),
    javaClass(
      consumer,
      'key.deserializer',
      'Who reads keys; `key.format` says it here.',
      'org.apache.kafka.common.serialization.StringDeserializer',
    ),
    javaClass(
      consumer,
      'value.deserializer',
      'Who reads values; `format` says it here.',
      'org.apache.kafka.common.serialization.StringDeserializer',
    ),
  ],
};
