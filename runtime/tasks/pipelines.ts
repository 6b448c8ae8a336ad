/** The tasks of a member: a pipeline each, with its own watermark and state; none knows of another. */
import type { Plan } from '../../src/compiler/plan/plan.ts';
import type { Batch } from '../connectors/port.ts';
import { type Pipeline, type PipelineOptions, pipeline } from './pipeline.ts';

export interface TaskOptions {
  /** Names of the plan's queries that it works on. */
  readonly queries: readonly string[];
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[];
  /** How many partitions its topics have, where it rests on records being in those that their keys belong in. */
  readonly keyedBy?: number;
}

export interface Pipelines extends Omit<Pipeline, 'watermark'> {
  /** The least of all; null before there is one, and at the end. */
  watermark(): number | null;
  /** Of the task that has the partition. */
  watermarkOf(topic: string, partition: number): number | null;
}

/** @param tasks share no partition; absent: one for everything */
export function pipelines(options: PipelineOptions, tasks: readonly TaskOptions[] | undefined): Pipelines {
  const all = tasks ? tasks.map(task => ({ ...task, work: pipeline(ofTask(options, task)) })) : [];
  if (!tasks) all.push({ queries: [], partitions: options.partitions, work: pipeline(options) });
  const byPlace = new Map(
    all.flatMap(({ partitions, work }) => partitions.map(at => [placeOf(at.topic, at.partition), work] as const)),
  );
  const of = (topic: string, partition: number): Pipeline | undefined => byPlace.get(placeOf(topic, partition));
  return {
    records: (batch: Batch) => of(batch.topic, batch.partition)?.records(batch),
    quiet: (topic, partition, forMs) => of(topic, partition)?.quiet(topic, partition, forMs),
    passTime: () => all.map(({ work }) => work.passTime()).includes(true),
    start() {
      for (const { work } of all) work.start();
    },
    finish(closeWindows) {
      for (const { work } of all) work.finish(closeWindows);
    },
    done: () => all.every(({ work }) => work.done()),
    greatest: (topic, partition) => of(topic, partition)?.greatest(topic, partition) ?? -Infinity,
    watermark() {
      const found = all.map(({ work }) => work.watermark());
      return found.includes(null) ? null : Math.min(...found.map(ms => ms!));
    },
    watermarkOf: (topic, partition) => of(topic, partition)?.watermark() ?? null,
  };
}

function ofTask(options: PipelineOptions, { queries, partitions, keyedBy }: TaskOptions): PipelineOptions {
  const plan: Plan = { ...options.plan, queries: options.plan.queries.filter(({ name }) => queries.includes(name)) };
  const own = new Set(partitions.map(({ topic, partition }) => placeOf(topic, partition)));
  return {
    ...options,
    plan,
    partitions: options.partitions.filter(({ topic, partition }) => own.has(placeOf(topic, partition))),
    ...(keyedBy === undefined ? {} : { keyedBy }),
  };
}

const placeOf = (topic: string, partition: number): string => `${topic}-${partition}`;
