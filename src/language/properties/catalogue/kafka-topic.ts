/** Settings of a topic that holds when FerrisSQL creates it; an existing topic keeps its own. */
import { decimal } from '../../hints/types/number.ts';
import { formed } from '../../hints/types/text.ts';
import type { ValueType } from '../../hints/types/value-type.ts';
import { defineProperty, KAFKA, type PropertyEntry, type PropertyFamily } from '../define.ts';
import { bytes, count, INT_MAX, LONG_MAX, milliseconds, orSpecial } from '../types/number.ts';
import { words, yesNo } from '../types/words.ts';

/** `topic.` and `topic.config.` in front are how configuration files write them. */
const topic = (key: string, type: ValueType, sample: string, doc: string, standard?: string): PropertyEntry =>
  defineProperty({
    key,
    aliases: [`topic.${key}`, `topic.config.${key}`],
    of: 'both',
    connectors: KAFKA,
    type,
    sample,
    doc,
    ...(standard === undefined ? {} : { default: standard }),
  });

const forever = { '-1': 'for ever' };
const asTheTopic = { '-1': 'without limit', '-2': "as the topic's own" };

const cleanup = formed({
  description: 'delete, compact or both with a comma between them',
  placeholder: 'delete|compact',
  form: /^(delete|compact|delete\s*,\s*compact|compact\s*,\s*delete)$/i,
  known: [
    { value: 'delete', doc: 'old records go' },
    { value: 'compact', doc: 'the last record of each key stays' },
    { value: 'compact,delete', doc: 'both' },
  ],
});

export const kafkaTopic: PropertyFamily = {
  title: 'Kafka topic',
  doc: 'How a topic is when FerrisSQL creates it; an existing one keeps its own settings.',
  properties: [
    topic(
      'cleanup.policy',
      cleanup,
      'compact',
      'Whether old records go or the last of each key stays. The topic of a table is compacted.',
      'delete',
    ),
    topic('retention.ms', orSpecial(milliseconds(), forever), '604800000', 'How long records stay.', '604800000'),
    topic(
      'retention.bytes',
      orSpecial(bytes(0, LONG_MAX), { '-1': 'without limit' }),
      '1073741824',
      'How many bytes of a partition stay.',
      '-1',
    ),
    topic(
      'local.retention.ms',
      orSpecial(milliseconds(), asTheTopic),
      '86400000',
      'How long records stay on the broker where older ones are stored elsewhere.',
      '-2',
    ),
    topic(
      'local.retention.bytes',
      orSpecial(bytes(0, LONG_MAX), asTheTopic),
      '1073741824',
      'How many bytes stay on the broker where older ones are stored elsewhere.',
      '-2',
    ),
    topic('min.insync.replicas', count(1), '2', 'How many replicas must have a record with acks = all.', '1'),
    topic('max.message.bytes', bytes(), '1048588', 'The most bytes in a batch.', '1048588'),
    topic(
      'max.decompressed.message.bytes',
      bytes(1, 2_147_483_639),
      '16777216',
      'The most bytes in a record once it is unpacked.',
      '2147483639',
    ),
    topic('segment.bytes', bytes(1_048_576), '1073741824', 'The size of a segment of the log.', '1073741824'),
    topic('segment.ms', milliseconds(1), '604800000', 'After how long a new segment is begun.', '604800000'),
    topic('segment.jitter.ms', milliseconds(), '0', 'By how much that varies.', '0'),
    topic('segment.index.bytes', bytes(4), '10485760', 'The size of the index of a segment.', '10485760'),
    topic('index.interval.bytes', bytes(), '4096', 'How far apart entries of the index are.', '4096'),
    topic(
      'delete.retention.ms',
      milliseconds(),
      '86400000',
      'How long deletions stay in a compacted topic.',
      '86400000',
    ),
    topic(
      'min.compaction.lag.ms',
      milliseconds(),
      '0',
      'How long a record stays before it may be compacted away.',
      '0',
    ),
    topic(
      'max.compaction.lag.ms',
      milliseconds(1),
      '86400000',
      'How long a record may stay that can be compacted away.',
    ),
    topic(
      'min.cleanable.dirty.ratio',
      decimal({ min: 0, max: 1 }),
      '0.5',
      'From which share of replaced records on a topic is compacted.',
      '0.5',
    ),
    topic(
      'message.timestamp.type',
      words({ CreateTime: "the producer's", LogAppendTime: "the broker's" }),
      'CreateTime',
      'Whose time a record has.',
      'CreateTime',
    ),
    topic(
      'message.timestamp.before.max.ms',
      milliseconds(),
      '86400000',
      'By how much the time of a record may lie in the past.',
    ),
    topic(
      'message.timestamp.after.max.ms',
      milliseconds(),
      '3600000',
      'By how much the time of a record may lie in the future.',
      '3600000',
    ),
    topic(
      'message.downconversion.enable',
      yesNo('it is', 'it is not'),
      'false',
      'Whether batches are rewritten for old readers; Kafka 4 does not.',
    ),
    topic(
      'unclean.leader.election.enable',
      yesNo('it may', 'it may not'),
      'false',
      'Whether a replica that is behind may become the leader, which loses records.',
      'false',
    ),
    topic(
      'preallocate',
      yesNo('it is', 'it is not'),
      'false',
      'Whether the file of a segment is made in full at once.',
      'false',
    ),
    topic('flush.messages', count(1, INT_MAX), '10000', 'After how many records the log is forced to disk.'),
    topic('flush.ms', milliseconds(), '1000', 'After how long the log is forced to disk.'),
    topic('file.delete.delay.ms', milliseconds(), '60000', 'How long a file stays after it was given up.', '60000'),
    topic(
      'remote.storage.enable',
      yesNo('they are', 'they are not'),
      'false',
      'Whether old segments are stored elsewhere.',
      'false',
    ),
    topic(
      'remote.log.copy.disable',
      yesNo('it has', 'it has not'),
      'false',
      'Whether storing elsewhere has ended.',
      'false',
    ),
    topic(
      'remote.log.delete.on.disable',
      yesNo('they are', 'they are not'),
      'false',
      'Whether what is stored elsewhere is deleted when that is switched off.',
      'false',
    ),
    topic(
      'remote.copy.lag.ms',
      orSpecial(milliseconds(), { '-1': "as the topic's own" }),
      '0',
      'After how long a segment is stored elsewhere.',
      '0',
    ),
    topic(
      'remote.copy.lag.bytes',
      orSpecial(bytes(0, LONG_MAX), { '-1': "as the topic's own" }),
      '0',
      'After how many bytes a segment is stored elsewhere.',
      '-1',
    ),
    topic(
      'errors.deadletterqueue.group.enable',
      yesNo('it may', 'it may not'),
      'false',
      'Whether share groups may write failed records to this topic.',
      'false',
    ),
  ],
};
