/** What a statement keeps between records, and what bounds it. */
import { decimal } from '../../hints/types/number.ts';
import { defineProperty, type PropertyFamily } from '../define.ts';
import { duration } from '../types/duration.ts';
import { count, size } from '../types/number.ts';
import { filePath } from '../types/text.ts';
import { words, yesNo } from '../types/words.ts';

export const state: PropertyFamily = {
  title: 'State and memory',
  doc: 'What a statement keeps between records, and what bounds it.',
  properties: [
    defineProperty({
      key: 'state.ttl',
      aliases: ['state.retention', 'table.exec.state.ttl', 'ttl', 'sql.state.ttl'],
      of: 'statement',
      type: duration(),
      doc: 'After how long without a change something kept is forgotten, where no window bounds it.',
      sample: '24h',
    }),
    defineProperty({
      key: 'state.backend',
      aliases: ['state.backend.type', 'storage.state_backend'],
      of: 'statement',
      type: words({
        memory: 'in memory only',
        sqlite: 'in memory, and past its limit in an embedded database',
        rocksdb: 'understood; the embedded database is used',
      }),
      doc: 'Where state is kept.',
      sample: 'sqlite',
      default: 'sqlite',
    }),
    defineProperty({
      key: 'state.dir',
      aliases: ['state.directory', 'storage.path', 'sql.spill_directory', 'spill.directory'],
      of: 'statement',
      type: filePath('the path of a folder'),
      doc: 'The folder for what does not fit into memory.',
      sample: '/var/lib/ferris',
    }),
    defineProperty({
      key: 'state.cache.size',
      aliases: ['state.cache.max.bytes', 'cache.max.bytes.buffering', 'statestore.cache.max.bytes'],
      of: 'statement',
      type: size,
      doc: 'How much state is kept in memory before the rest goes to disk.',
      sample: '256MB',
    }),
    defineProperty({
      key: 'state.changelog',
      aliases: ['state.changelog.enabled'],
      of: 'statement',
      type: yesNo('state is written to a compacted topic', 'after a crash state is built anew'),
      doc: 'Whether changes of state are written to a compacted topic, from which a new owner restores them.',
      sample: 'true',
      default: 'true',
    }),
    defineProperty({
      key: 'checkpoint.interval',
      aliases: ['execution.checkpointing.interval', 'commit.interval', 'state.checkpoint.interval'],
      of: 'statement',
      type: duration({ min: 1 }),
      doc: 'How often outputs, state and positions are committed together.',
      sample: '10s',
    }),
    defineProperty({
      key: 'spill.to.disk',
      aliases: ['sql.enable_spill_to_disk', 'enable.spill.to.disk', 'spill.enabled'],
      of: 'statement',
      type: yesNo('what does not fit into memory goes to disk', 'what does not fit stops the job'),
      doc: 'Whether state that does not fit into memory goes to disk.',
      sample: 'true',
      default: 'true',
    }),
    defineProperty({
      key: 'max.memory.mb',
      aliases: ['memory.max.mb', 'sql.max_memory_mb', 'memory.limit.mb'],
      of: 'statement',
      type: count(1),
      doc: 'How many megabytes the statement may use.',
      sample: '4096',
    }),
    defineProperty({
      key: 'memory.pressure.threshold',
      aliases: ['sql.spill_threshold_ratio', 'spill.threshold'],
      of: 'statement',
      type: decimal({ min: 0, max: 1 }),
      doc: 'From which share of its memory on, 0 to 1, the statement reads slower and writes state to disk.',
      sample: '0.8',
    }),
    defineProperty({
      key: 'max.groups',
      of: 'statement',
      type: count(1),
      doc: 'How many groups may be open at a time; more of them stop the job rather than fill the memory.',
      sample: '1000000',
    }),
    defineProperty({
      key: 'max.joins',
      aliases: ['max.join.rows', 'max.join.records'],
      of: 'statement',
      type: count(1),
      doc: 'How many rows a join may keep waiting for partners.',
      sample: '1000000',
    }),
    defineProperty({
      key: 'max.windows',
      of: 'statement',
      type: count(1),
      doc: 'How many windows may be open at a time.',
      sample: '100000',
    }),
    defineProperty({
      key: 'max.session.windows',
      of: 'statement',
      type: count(1),
      doc: 'How many sessions may be open at a time.',
      sample: '100000',
    }),
    defineProperty({
      key: 'join.timeout',
      of: 'statement',
      type: duration({ min: 1 }),
      doc: 'How long a row of a join is kept for partners where no WITHIN says so.',
      sample: '300s',
    }),
    defineProperty({
      key: 'session.timeout',
      of: 'statement',
      type: duration({ min: 1 }),
      doc: 'After how long a session that is still open is closed whatever comes. The gap of a SESSION window is another thing, Kafka’s `session.timeout.ms` a third.',
      sample: '3600s',
    }),
    defineProperty({
      key: 'query.timeout',
      aliases: ['statement.timeout'],
      of: 'statement',
      type: duration({ min: 1 }),
      doc: 'How long a bounded query may run.',
      sample: '30s',
    }),
  ],
};
