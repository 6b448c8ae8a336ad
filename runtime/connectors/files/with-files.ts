/**
 * A place with the files of a plan beside it: relations that stand for files are read and written here, all others there. What a
 * job remembers of its files is committed in that place, in the same commit as its rows.
 */
import path from 'node:path';
import { inputsOf, type NodeOf, type Plan, type PlanNode, type PlanQuery } from '../../../src/compiler/plan/plan.ts';
import { mergedReader } from '../merged-reader.ts';
import { type Connector, ConnectorError, type Membership, type Problem, type Reader } from '../port.ts';
import { fileCursor } from './file-cursor.ts';
import { fileReader } from './file-reader.ts';
import { type FileTopic, fileTopic } from './file-topic.ts';
import { fileWriter } from './file-writer.ts';
import type { KeptFile, PastFile } from './generations.ts';
import { type KeptPositions, keptPositions } from './kept-positions.ts';
import { outputsOf } from './plan-outputs.ts';

export interface FilesOptions {
  readonly plan: Plan;
  /** What relative paths begin with. */
  readonly folder: string;
  /** A text of the plan with its variables filled in. Throws where one is not set. */
  readonly fill: (text: string) => string;
  /** Whether the run ends at the ends that it finds. */
  readonly ends: boolean;
  /** Goes on where this job stopped; undefined: nothing is remembered. */
  readonly group: string | undefined;
  /** The queries whose rows are written where they belong. */
  readonly writes: readonly PlanQuery[];
  readonly onProblem: (problem: Problem) => void;
  readonly signal: AbortSignal;
}

type FileScan = NodeOf<'scan'> & Required<Pick<NodeOf<'scan'>, 'file'>>;

/** Whether a plan reads or writes files. */
export const hasFiles = (plan: Plan): boolean =>
  plan.queries.some(({ root, output, local }) => (!local && output.file !== undefined) || fileScans(root).length > 0);

/** Relations that a plan reads from files, each once. */
export function fileSources(plan: Plan): readonly FileScan[] {
  const scans = plan.queries.flatMap(({ root }) => fileScans(root));
  return [...new Map(scans.map(scan => [scan.topic, scan])).values()];
}

function fileScans(node: PlanNode): readonly FileScan[] {
  const own = node.node === 'scan' && node.file ? [node as FileScan] : [];
  return [...own, ...inputsOf(node).flatMap(fileScans)];
}

/** The place itself where the plan has no files. Rejects with ConnectorError; then the place is not closed. */
export async function withFiles(base: Connector, options: FilesOptions): Promise<Connector> {
  const { plan, folder, fill, ends, group, onProblem, signal } = options;
  if (!hasFiles(plan)) return base;
  refuseMixed(plan);
  const scans = new Map(fileSources(plan).map(scan => [scan.topic, scan]));
  const topics = new Map<string, FileTopic>();
  for (const [name, { file, formats, declared, source }] of scans)
    topics.set(
      name,
      fileTopic({
        name,
        source: { ...file, path: fill(file.path) },
        format: formats?.value,
        declared,
        folder: path.resolve(folder),
        follows: file.watch === true && !ends,
        onProblem: problem => onProblem({ ...problem, message: `${problem.message} (read by '${source}')` }),
      }),
    );
  const outputs = outputsOf(options);
  let kept: KeptPositions | undefined;
  let began = false;

  const reachedOf = (name: string) => (partition: number) =>
    group === undefined ? undefined : (kept?.get(['at', group, name, partition]) as number | undefined);

  /** Finds the files, once; where a job remembers them, as it does. */
  async function begin(): Promise<void> {
    if (group !== undefined) kept ??= await keptPositions(base, group, signal);
    if (began) return;
    for (const [name, topic] of topics) {
      const files = (kept?.get(['files', name]) ?? []) as KeptFile[];
      topic.begin(files, (kept?.get(['past', name]) ?? []) as PastFile[], reachedOf(name));
    }
    began = true;
  }

  const pollMs = Math.min(...[...topics.values()].map(topic => topic.pollMs));
  const readers = new Set<Reader>();

  /** The work is divided anew when there are files that are not read yet. */
  function membership(units: Parameters<NonNullable<Connector['join']>>[0]['units']): Membership {
    let timer: NodeJS.Timeout | undefined;
    return {
      async next(until) {
        clearInterval(timer);
        // Whoever had the job before has nothing open from here on.
        await (await base.writer('job')).close();
        kept = undefined;
        await begin();
        for (const [name, topic] of topics) topic.begin([], [], reachedOf(name));
        const over = new AbortController();
        const followed = [...topics.values()].filter(({ follows }) => follows);
        if (followed.length > 0)
          timer = setInterval(() => {
            if (followed.some(topic => topic.hasNew())) over.abort();
          }, pollMs).unref();
        const partitions = [];
        for (const name of units.flatMap(unit => unit.topics))
          for (const { partition } of (await connector.partitions(name, until)) ?? [])
            partitions.push({ topic: name, partition });
        return { partitions, over: over.signal, commit: undefined };
      },
      async leave() {
        clearInterval(timer);
      },
    };
  }

  const connector: Connector = {
    ...base,
    // A job with files is one member's.
    join: ({ units }) => membership(units),
    async topics(until) {
      return [...topics.keys(), ...(await base.topics(until))];
    },
    async partitions(name, until) {
      const topic = topics.get(name);
      if (!topic) return await base.partitions(name, until);
      await begin();
      return topic.offsets();
    },
    async committed(of, name, until) {
      const topic = topics.get(name);
      if (!topic) return await base.committed(of, name, until);
      await begin();
      const found = topic.offsets().flatMap(({ partition }): [number, number][] => {
        const at = kept?.get(['at', of, name, partition]) as number | undefined;
        return at === undefined ? [] : [[partition, at]];
      });
      return new Map(found);
    },
    async createTopic(name, partitions, until, stay) {
      if (!topics.has(name) && !outputs.has(name)) await base.createTopic(name, partitions, until, stay);
    },
    locate: (name, partition, offset) =>
      topics.get(name)?.locate(partition, offset) ?? base.locate(name, partition, offset),
    async reader(assignments) {
      await begin();
      const others = assignments.filter(({ topic }) => !topics.has(topic));
      const files = assignments.flatMap(assignment => {
        const topic = topics.get(assignment.topic);
        if (!topic) return [];
        const format = scans.get(assignment.topic)!.formats?.value;
        const framed = (format?.kind === 'csv' && format.header) || (format?.kind === 'avro' && format.container);
        const { follows } = topic;
        return [{ follows, cursor: fileCursor(topic, assignment, framed === true, onProblem) }];
      });
      if (files.length === 0) return await base.reader(others);
      const own = fileReader(files, pollMs);
      const reader = others.length === 0 ? own : mergedReader([await base.reader(others), own]);
      readers.add(reader);
      return {
        read: (maxWaitMs, until) => reader.read(maxWaitMs, until),
        async close() {
          readers.delete(reader);
          await reader.close();
        },
      };
    },
    async writer(name) {
      const writer = await base.writer(name);
      try {
        // What was not committed is not so.
        if (group !== undefined) kept = await keptPositions(base, group, signal);
        await begin();
        return fileWriter({ writer, outputs, topics, kept, group });
      } catch (error) {
        await writer.close();
        throw error;
      }
    },
    async close() {
      for (const reader of readers) await reader.close();
      for (const topic of topics.values()) topic.close();
      await base.close();
    },
  };
  return connector;
}

/** A name of a plan is either of files or of a topic: rows of one would be taken for those of the other. */
function refuseMixed(plan: Plan): void {
  const kinds = new Map<string, string>();
  const seen = (topic: string, what: string): void => {
    const before = kinds.get(topic);
    if (before !== undefined && before !== what)
      throw new ConnectorError('refused', `'${topic}' is ${before} and ${what}: give one of them another name`);
    kinds.set(topic, what);
  };
  for (const { root, output, local } of plan.queries) {
    for (const scan of scansBelow(root)) seen(scan.topic, scan.file ? `read from '${scan.file.path}'` : 'a topic');
    if (!local && output.file === undefined && output.topic !== '') seen(output.topic, 'a topic');
  }
}

function scansBelow(node: PlanNode): readonly NodeOf<'scan'>[] {
  return [...(node.node === 'scan' ? [node] : []), ...inputsOf(node).flatMap(scansBelow)];
}
