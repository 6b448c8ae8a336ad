/**
 * A folder of text files as topics, for samples and for looking at results with any tool.
 *
 * `NAME.jsonl`: a line is a value, its bytes as they are; one partition, no keys. A line has no time of its own, so
 * its timestamp is when the file was last modified. `NAME.envelope.jsonl`: a line is `{"key","value","timestamp",
 * "headers","partition"}`, its numbers kept as written. The offset is the record's index in its partition, not
 * counting blank lines or lines that are no envelope (these are reported). A last line without a line end is taken by
 * a bounded read and waited for by an unbounded one.
 *
 * Writing appends to the file that is there; a new topic becomes `NAME.envelope.jsonl`.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { folderWatch } from '../folder-watch.ts';
import { partitioner } from '../partitioner.ts';
import { type Connector, ConnectorError, type GroupOffsets, type Problem, type Writer } from '../port.ts';
import { badPartitionCount, checkTopicName, closed, fileError, noPartition, noTopic } from '../refusals.ts';
import { waitingReader } from '../waiting-reader.ts';
import { MOST_PARTITIONS } from './envelope.ts';
import { fileCursor } from './file-cursor.ts';
import { lineOf } from './record-line.ts';
import { type FileKind, type TopicFile, topicFile } from './topic-file.ts';
import { type FolderState, folderTransactions } from './transaction.ts';

export interface JsonlOptions {
  readonly folder: string;
  /** Called for every line that is no record, once. */
  readonly onProblem: (problem: Problem) => void;
}

/** Rejects with ConnectorError (unreadable) when the folder is not there. */
export async function jsonlConnector({ folder, onProblem }: JsonlOptions): Promise<Connector> {
  const place = `jsonl:${folder}`;
  const transactions = folderTransactions(folder, onProblem);
  const news = folderWatch(folder);
  const files = new Map<string, { readonly inode: number; readonly file: TopicFile }>();
  const readers = new Set<() => Promise<void>>();
  listTopics(folder);
  await transactions.recover();

  /** Undefined when there is no such topic. A file that was replaced or cut is taken for a new one. */
  function find(topic: string): TopicFile | undefined {
    const found = fileOf(folder, topic);
    if (!found || transactions.visible(found.path, found.size) === undefined) return undefined;
    const known = files.get(found.path);
    if (known?.inode === found.inode && known.file.indexed <= found.size) return known.file;
    const file = topicFile(found.path, found.kind, (path, size) => transactions.visible(path, size) ?? 0, onProblem);
    files.set(found.path, { inode: found.inode, file });
    return file;
  }

  async function endsOf(topic: string, file: TopicFile): Promise<readonly number[]> {
    while (file.grow()) await setImmediate();
    const ends = [...file.ends()];
    const asked = file.kind === 'plain' ? 1 : (own(transactions.state().partitions, topic) ?? 1);
    while (ends.length < asked) ends.push(0);
    return ends;
  }

  async function make(topic: string, partitions: number): Promise<TopicFile> {
    const there = find(topic);
    if (there) return there;
    checkTopicName(topic);
    if (topic.endsWith('.envelope'))
      throw new ConnectorError(
        'refused',
        `'${topic}' cannot be a topic of ${place}: the ending .envelope says how a file is read`,
      );
    if (!Number.isInteger(partitions) || partitions < 1 || partitions > MOST_PARTITIONS)
      throw badPartitionCount(topic, partitions, MOST_PARTITIONS);
    const path = join(folder, `${topic}${ENVELOPE}`);
    await transactions.commit([{ path, lines: [] }], state => {
      // Made by another process since we looked: then its count stands.
      if (fileOf(folder, topic)) return state;
      if (partitions === 1 && own(state.partitions, topic) === undefined) return state;
      const { [topic]: _, ...others } = state.partitions;
      return { ...state, partitions: partitions === 1 ? others : { ...others, [topic]: partitions } };
    });
    return find(topic)!;
  }

  return {
    place,
    topics: async () => listTopics(folder),
    async partitions(topic) {
      const file = find(topic);
      return file && (await endsOf(topic, file)).map((end, partition) => ({ partition, earliest: 0, end }));
    },
    async committed(group, topic) {
      const offsets = own(own(transactions.state().groups, group) ?? {}, topic) ?? {};
      return new Map(Object.entries(offsets).map(([partition, offset]) => [Number(partition), offset]));
    },
    async createTopic(topic, partitions) {
      await make(topic, partitions);
    },
    locate(topic, partition, offset) {
      const file = find(topic);
      const line = file?.lineOf(partition, offset);
      return line === undefined ? `${topic}-${partition}@${offset}` : `${file!.name}:${line}`;
    },

    async reader(assignments) {
      const topics = [...new Set(assignments.map(({ topic }) => topic))];
      const cursors = await Promise.all(
        topics.map(async topic => {
          const file = find(topic);
          if (!file) throw noTopic(place, topic, listTopics(folder));
          const its = assignments.filter(assignment => assignment.topic === topic);
          const beyond = its.find(({ partition }) => partition !== 0);
          const count = beyond ? (await endsOf(topic, file)).length : 1;
          for (const { partition } of its) if (partition >= count) throw noPartition(place, topic, partition, count);
          return fileCursor(topic, file, its);
        }),
      );
      const reader = waitingReader(
        {
          look() {
            const seen = cursors.map(cursor => cursor.advance());
            const batches = seen.flatMap(each => (Array.isArray(each) ? each : []));
            if (batches.length > 0) return batches;
            if (seen.includes('again')) return 'again';
            return seen.every(each => each === undefined) ? undefined : [];
          },
          close() {
            news.stop();
            readers.delete(reader.close);
          },
        },
        news,
      );
      news.start();
      readers.add(reader.close);
      return reader;
    },

    async writer(): Promise<Writer> {
      const partitions = partitioner(place);
      const targets = new Map<string, { readonly file: TopicFile; readonly partitions: number }>();
      let pending = new Map<string, Uint8Array[]>();
      let open = true;

      async function targetOf(topic: string) {
        const known = targets.get(topic);
        if (known) return known;
        const file = await make(topic, 1);
        const target = { file, partitions: (await endsOf(topic, file)).length };
        targets.set(topic, target);
        return target;
      }

      return {
        async write(records) {
          if (!open) throw closed('writer', place);
          for (const { topic } of records) if (!targets.has(topic)) await targetOf(topic);
          partitions.nextBatch();
          const lines = records.map(record => {
            const { file, partitions: count } = targets.get(record.topic)!;
            const line = lineOf(record, partitions.choose(record, count), file.kind);
            if (typeof line === 'string')
              throw new ConnectorError(
                'refused',
                `a record for ${record.topic} cannot be written to ${file.path}: ${line}`,
              );
            return { path: file.path, line };
          });
          for (const { path, line } of lines) {
            const there = pending.get(path);
            if (there) there.push(line);
            else pending.set(path, [line]);
          }
        },
        async commit(inputs) {
          if (!open) throw closed('writer', place);
          if (pending.size === 0 && !inputs) return;
          const taken = pending;
          const appends = [...taken].map(([path, lines]) => ({ path, lines: [Buffer.concat(lines)] }));
          await transactions.commit(appends, state => (inputs ? moved(state, inputs) : state));
          if (pending === taken) pending = new Map();
          news.ring();
          await setImmediate();
        },
        async abort() {
          pending = new Map();
        },
        async close() {
          pending = new Map();
          open = false;
        },
      };
    },

    async close() {
      for (const close of [...readers]) await close();
    },
  };
}

const PLAIN = '.jsonl';
const ENVELOPE = '.envelope.jsonl';

function listTopics(folder: string): string[] {
  try {
    const names = readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.name.endsWith(PLAIN) && !entry.isDirectory())
      .map(({ name }) => name.slice(0, name.endsWith(ENVELOPE) ? -ENVELOPE.length : -PLAIN.length));
    return [...new Set(names)].filter(name => name !== '').sort();
  } catch (error) {
    throw fileError('read', folder, error);
  }
}

function fileOf(
  folder: string,
  topic: string,
): { path: string; kind: FileKind; inode: number; size: number } | undefined {
  // A topic's name is no path: nothing outside the folder is reached through it.
  if (topic === '' || /[\\/\0]/.test(topic)) return undefined;
  const plain = topic.endsWith('.envelope') ? undefined : statFile(join(folder, topic + PLAIN));
  const envelope = statFile(join(folder, topic + ENVELOPE));
  if (plain && envelope)
    throw new ConnectorError(
      'unreadable',
      `${folder} has topic '${topic}' twice, as ${topic}${PLAIN} and as ${topic}${ENVELOPE}: remove or rename one`,
    );
  if (plain) return { path: join(folder, topic + PLAIN), kind: 'plain', ...plain };
  return envelope && { path: join(folder, topic + ENVELOPE), kind: 'envelope', ...envelope };
}

function statFile(path: string): { inode: number; size: number } | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? { inode: stat.ino, size: stat.size } : undefined;
  } catch (error) {
    throw fileError('read', path, error);
  }
}

function moved(state: FolderState, { group, offsets }: GroupOffsets): FolderState {
  const topics = new Map(Object.entries(own(state.groups, group) ?? {}));
  for (const { topic, partition, offset } of offsets) topics.set(topic, { ...topics.get(topic), [partition]: offset });
  return { ...state, groups: { ...state.groups, [group]: Object.fromEntries(topics) } };
}

/** What an object itself has under a name that came from outside (`constructor` is none of its groups). */
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
