/** What running a plan takes and gives: the contract between the engine and those who start it (command lines, tests). */
import type { Plan, PlanQuery } from '../../src/compiler/plan/plan.ts';
import type { RecordError } from '../../src/language/types/value.ts';
import type { Connector, Headers, OutputRecord } from '../connectors/port.ts';
import type { FormatSettings } from '../formats/port.ts';
import type { UserFunctions } from '../functions/load.ts';
import type { MemoryLimit } from '../state/memory/state-memory.ts';
import type { TaskOptions } from '../tasks/pipelines.ts';
import type { Needed } from './low-water.ts';
import type { JobMeasures } from './measures.ts';

/** A row that a query put out, already encoded: numbers in full, decimals exact. */
export interface ResultRow {
  /** The key as bytes for a topic: one column raw, several (or a window's) as a JSON object. */
  readonly key: Uint8Array | null;
  /** The key as JSON text for a person: `null`, `"AAPL"`, `7`, `{"ticker":"AAPL",…}`; a read key that is passed on is a string. */
  readonly keyText: string;
  /** One JSON object; null is a deletion. */
  readonly value: string | null;
  /** The value in UTF-8: what is written to a topic. Not to be changed. */
  readonly bytes: Uint8Array | null;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly headers: Headers;
  /** Of the topic; absent: the writer's choice. */
  readonly partition?: number;
}

/** Rows as records of a topic; which partition is the writer's choice where they do not say it. */
export const recordsOf = (topic: string, rows: readonly ResultRow[]): readonly OutputRecord[] =>
  rows.map(({ key, bytes: value, timestamp, headers, partition }) =>
    partition === undefined
      ? { topic, key, value, timestamp, headers }
      : { topic, partition, key, value, timestamp, headers },
  );

/** A record that could not be processed: counted, named, and the rest goes on. */
export interface RecordProblem {
  /** `orders.jsonl:17`, `orders-0@17`. */
  readonly place: string;
  readonly code: RecordError['code'];
  readonly message: string;
}

export interface Counts {
  /** Records read. */
  in: number;
  /** Rows put out, deletions included. */
  out: number;
  /** Rows too late for a window, per row and window. */
  late: number;
  /** Records named by `onProblem`. */
  failed: number;
  /** Least watermark over the sources in milliseconds; null before the first row and at the end. */
  watermark: number | null;
}

/** Where a job goes on in a partition that is its own. */
export interface JobPlace {
  readonly topic: string;
  readonly partition: number;
  /** Records from here up to `from` were worked off before: they are read again for the state, and what comes out is dropped. */
  readonly since: number;
  readonly from: number;
  /** Where the partition ended when the job began to read it. */
  readonly end: number;
  /** Whether the job has committed something before. */
  readonly begun: boolean;
}

export interface JobOptions {
  readonly plan: Plan;
  readonly connector: Connector;
  /** Where reading starts in each partition; `group` goes on where that group committed, else as `otherwise` says. */
  readonly from: 'earliest' | 'latest' | number | { readonly group: string; readonly otherwise: 'earliest' | 'latest' };
  /** Only this partition of each topic. */
  readonly partition?: number | undefined;
  /** These partitions, instead of `from` and `partition`. */
  readonly places?: readonly JobPlace[];
  /** The partitions are worked on apart, by these; absent: together. */
  readonly tasks?: readonly TaskOptions[];
  /** How long a read waits for something new, in milliseconds; asked before each. 1 s without it. */
  readonly patience?: () => number;
  /** Told while records are read again for the state, and at the end of that: 0 are left. */
  readonly onReplay?: (left: number) => void;
  /** Takes rows in order of emission; the job waits for it. Also called with what a commit must follow. */
  readonly onRows: (query: PlanQuery, rows: readonly ResultRow[]) => void | Promise<void>;
  /**
   * Called after rows of a batch of input were taken, with the offsets reached: the place to commit outputs and inputs.
   * `needed`: from where the state could be made again.
   */
  readonly onProgress?: (
    counts: Readonly<Counts>,
    offsets: readonly { topic: string; partition: number; offset: number }[],
    needed: () => readonly Needed[],
  ) => void | Promise<void>;
  readonly onProblem: (problem: RecordProblem) => void;
  /**
   * Takes records that go to a dead letter topic, before `onProgress` tells of their input; the job waits for it. Absent:
   * they are told and counted like others.
   */
  readonly onDeadLetters?: (records: readonly OutputRecord[]) => void | Promise<void>;
  /** Ends the job soon and cleanly; `run` then resolves with the counts so far. */
  readonly signal: AbortSignal;
  /** At the end of all input (bounded, or a connector that ends): close windows? `test --keep-open` says no. */
  readonly closeWindows: boolean;
  /** Read up to the end offsets found at start, then end. A bounded plan always does. */
  readonly stopAtEnd: boolean;
  /** What queries may call besides what the plan has the text of. */
  readonly functions?: UserFunctions;
  /** What formats may ask of this place; absent: nothing. */
  readonly formats?: FormatSettings;
  /** What the operators remember in memory is bounded; absent: it is not. */
  readonly memory?: MemoryLimit | undefined;
  /** Told how the work goes; for one run. */
  readonly measures?: JobMeasures | undefined;
}

/** A record failed where that is to stop the job (`failure_strategy` = FailBatch): nothing of its batch is committed. */
export class FailedBatchError extends Error {
  override readonly name = 'FailedBatchError';
  readonly problem: RecordProblem;
  constructor(problem: RecordProblem) {
    super(`${problem.place}: ${problem.message}`);
    this.problem = problem;
  }
}

/** A source topic that does not exist. */
export class UnknownTopicError extends Error {
  override readonly name = 'UnknownTopicError';
  readonly topic: string;
  readonly known: readonly string[];
  readonly place: string;
  constructor(topic: string, known: readonly string[], place: string) {
    super(`there is no topic '${topic}' in ${place}`);
    this.place = place;
    this.topic = topic;
    this.known = known;
  }
}
