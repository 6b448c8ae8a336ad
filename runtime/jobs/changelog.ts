/**
 * The state of a job's tasks in topics of its own: what has changed is written in the transaction that commits what came out of
 * it, each entry under its key, so that the topic can be compacted. With it goes how far the task has read, and that decides
 * where it goes on.
 */
import { layoutLines } from '../../src/compiler/plan/layout.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { keepsState } from '../../src/compiler/plan/state.ts';
import { changelogName } from '../../src/compiler/plan/tasks/state-name.ts';
import type { Unit } from '../../src/compiler/plan/tasks/units.ts';
import { type Connector, ConnectorError, type OutputRecord } from '../connectors/port.ts';
import type { Entry } from '../state/entries/ledger.ts';
import { DataReader, UnreadableData } from '../state/entries/read.ts';
import { VERSION } from '../state/entries/tags.ts';
import { DataWriter } from '../state/entries/write.ts';
import type { TaskOptions } from '../tasks/pipelines.ts';
import type { Clock } from '../time/clock.ts';
import type { Timer } from '../time/timer.ts';
import { keyOf, nameOf, readChangelog } from './fold.ts';
import { pieces } from './pieces.ts';
import type { Snapshots } from './snapshots.ts';
import { UnreadableState } from './unreadable-state.ts';

/** What was kept cannot be gone on with. */
export class OtherState extends Error {
  override readonly name = 'OtherState';
  /** Without what can be done. */
  readonly reason: string;
  constructor(reason: string, whatToDo = '') {
    super(`${reason}${whatToDo}`);
    this.reason = reason;
  }
}

/** What of state that cannot be gone on with is dropped instead of refused. */
export type Reset = boolean | 'of another query';

/** What is kept of a partition that a task reads. */
export interface KeptPlace {
  readonly topic: string;
  readonly partition: number;
  /** The next record to read. */
  readonly offset: number;
  /** Where the partition ended when the job began to read it. */
  readonly end: number;
}

/** Where a task's state is. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  /** How many partitions its topic has: one for each of the tasks that are alike. */
  readonly of: number;
}

export interface KeptTask {
  readonly places: readonly KeptPlace[];
  /** To be gone through once. */
  readonly entries: Iterable<Entry>;
  /** Keys of all that is there, as text; none where it may not be dropped. */
  readonly names: readonly string[];
  /** It is not to be gone on with, and may be dropped: why. */
  readonly dropped?: string;
}

export interface ChangelogOptions {
  readonly plan: Plan;
  readonly units: readonly Unit[];
  readonly connector: Connector;
  readonly group: string;
  readonly timer: Timer;
  readonly clock: Clock;
  readonly reset: Reset;
  readonly signal: AbortSignal;
  /** Told how many entries are still to be read. */
  readonly onRestore: (left: number) => void;
  /** Absent: none are made or read. */
  readonly snapshots?: Snapshots | undefined;
}

export interface Changelog {
  /** Undefined: it remembers nothing. Rejects with ConnectorError. */
  placeOf(task: TaskOptions): Promise<Place | undefined>;
  /**
   * What was kept of a task; undefined: nothing ever was. `committed`: what its group has committed, which may not be there
   * yet. Rejects with OtherState, UnreadableState, ConnectorError, or the signal's reason.
   */
  read(task: TaskOptions, place: Place, committed: Reached): Promise<KeptTask | undefined>;
  /** What was read of a task cannot be put back: gives why, where it may be dropped. Throws UnreadableState where it may not. */
  unreadable(task: TaskOptions, place: Place, why: UnreadableData): string;
  /** What a commit of these offsets writes. */
  records(
    task: TaskOptions,
    place: Place,
    entries: Iterable<Entry>,
    places: readonly KeptPlace[],
  ): readonly OutputRecord[];
}

type Reached = readonly { readonly topic: string; readonly partition: number; readonly offset: number }[];

/** Keys that no entry has: those begin with the number of an operator. */
const WHAT = Uint8Array.of(0xfe);
const WHERE = Uint8Array.of(0xff);
const WHAT_NAME = nameOf(WHAT);

interface What {
  /** Of the topic's own partition: another when it was deleted and made again. Absent in what older versions have kept. */
  readonly id?: string;
  readonly group: string;
  readonly of: number;
  readonly layout: readonly string[];
}

/** What a record says of which topic it is in; undefined where it says nothing of it. */
export function identityOf(name: string, value: Uint8Array | null): string | undefined {
  if (name !== WHAT_NAME) return undefined;
  if (value?.[0] !== VERSION) return '';
  try {
    return whatIn(value).id ?? '';
  } catch (error) {
    if (error instanceof UnreadableData) return '';
    throw error;
  }
}

/** How often it is asked whether what was committed can be read by now. */
const PAUSE_MS = 50;
const MOST_PAUSES = 200;

export function changelog({
  plan,
  units,
  connector,
  group,
  timer,
  clock,
  reset,
  signal,
  onRestore,
  snapshots,
}: ChangelogOptions): Changelog {
  const writer = new DataWriter();
  const large = pieces();
  /** Of whom it is known that what is kept says what it is of. */
  const told = new Set<string>();
  /** By topic how many partitions it has. */
  const made = new Map<string, Promise<number>>();

  const planOf = ({ queries }: TaskOptions): Plan => ({
    ...plan,
    queries: plan.queries.filter(({ name }) => queries.includes(name)),
  });
  const whatOf = (task: TaskOptions, { of }: Place): What => ({
    id: clock.uuid(),
    group,
    of,
    layout: layoutLines(planOf(task)),
  });

  function encoded(data: unknown): Uint8Array {
    writer.byte(VERSION);
    writer.data(data);
    return writer.take();
  }

  /** Throws it, or gives what is to be dropped. */
  function refused(
    why: OtherState | UnreadableState,
    isOther: boolean,
    places: readonly KeptPlace[],
    names: readonly string[],
  ): KeptTask {
    if (!reset || (reset === 'of another query' && !isOther)) throw why;
    return { places, entries: [], names: names.filter(isEntry), dropped: why.reason };
  }

  const unreadable = (task: TaskOptions, place: Place, why: UnreadableData): UnreadableState =>
    new UnreadableState(place, task, layoutLines(planOf(task)).map(operatorIn), why);

  async function endOf({ topic, partition }: Place): Promise<{ readonly earliest: number; readonly end: number }> {
    const found = (await connector.partitions(topic, signal))?.find(one => one.partition === partition);
    return found ?? { earliest: 0, end: 0 };
  }

  return {
    async placeOf(task) {
      if (!connector.createChangelog || !keepsState(planOf(task))) return undefined;
      const unit = units.find(one => one.queries.some(name => task.queries.includes(name)));
      if (!unit) return undefined;
      const topic = topicOf(group, plan, unit);
      const [first] = task.partitions;
      const isOneOfMany =
        unit.each === 'partition' &&
        first !== undefined &&
        task.partitions.length === unit.topics.length &&
        task.partitions.every(({ partition }) => partition === first.partition);
      const counted = isOneOfMany && (await connector.partitions(first.topic, signal))?.length;
      const of = counted || 1;
      if (!made.has(topic)) made.set(topic, connector.createChangelog!(topic, of, signal));
      const there = await made.get(topic)!;
      if (there !== of)
        throw new OtherState(
          `the state of this job is in '${topic}', which has ${count(there)}, and the job has ${of === 1 ? 'one task' : `${of} tasks`} now: ` +
            `run it as before (--one-task or not), or with another --group-id, which begins anew`,
        );
      return { topic, partition: isOneOfMany ? first.partition : 0, of };
    },

    async read(task, place, committed) {
      const entries = new Map<string, Uint8Array>();
      let at = snapshots?.now() ?? 0;
      let { earliest, end } = await endOf(place);
      const known = await snapshots?.load({ place, connector, earliest, end, signal }, entries);
      let { id, idAt } = known ?? { id: '', idAt: 0 };
      let from = known?.offset ?? earliest;
      const begun = from;
      const take = (name: string, value: Uint8Array | null, offset: number): void => {
        if (value === null) entries.delete(name);
        else entries.set(name, value);
        const told = identityOf(name, value);
        if (told !== undefined) [id, idAt] = [told, offset];
      };
      for (let pauses = 0; ; pauses++) {
        await readChangelog(connector, { ...place, from, to: end }, take, signal, next => {
          onRestore(Math.max(1, end - next));
          return true;
        });
        const where = entries.get(nameOf(WHERE));
        const places = where && orWhyNot(() => placesIn(where));
        if (places instanceof OtherState) return refused(places, true, [], [...entries.keys()]);
        if (places instanceof UnreadableData || (places && isBehind(places, committed))) {
          // What was committed with those offsets is there as soon as all partitions have heard of it.
          if (pauses >= MOST_PAUSES)
            return places instanceof UnreadableData
              ? refused(unreadable(task, place, places), true, [], [...entries.keys()])
              : refused(beyondState(group, place), false, [], [...entries.keys()]);
          await timer.pause(PAUSE_MS, signal);
          signal.throwIfAborted();
          from = end;
          at = snapshots?.now() ?? 0;
          end = (await endOf(place)).end;
          continue;
        }
        if (!places) return undefined;
        const log = { place, connector, earliest, end, signal };
        await snapshots?.save(log, { from: begun, at, id, idAt }, entries);
        const names = reset ? [...entries.keys()].filter(isEntry) : [];
        const what = entries.get(nameOf(WHAT));
        const was = orWhyNot(() => {
          large.join(entries);
          return what && whatIn(what);
        });
        if (was instanceof UnreadableData) return refused(unreadable(task, place, was), true, places, names);
        const other = was instanceof OtherState ? was : otherwise(was, whatOf(task, place), place);
        if (other) return refused(other, true, places, names);
        if (id !== '') told.add(placeName(place));
        return { places, entries: entriesOf(entries), names };
      }
    },

    unreadable(task, place, why) {
      const told = unreadable(task, place, why);
      if (!reset) throw told;
      return told.reason;
    },

    records(task, place, entries, places) {
      const { topic, partition } = place;
      const record = (key: Uint8Array, value: Uint8Array | null): OutputRecord => ({
        topic,
        partition,
        timestamp: Math.floor(clock.now() / 1000),
        key,
        value,
        headers: [],
      });
      const found: OutputRecord[] = [];
      if (!told.has(placeName(place))) found.push(record(WHAT, encoded(whatOf(task, place))));
      told.add(placeName(place));
      for (const entry of entries) for (const { key, value } of large.cut(entry)) found.push(record(key, value));
      found.push(record(WHERE, encoded(places)));
      return found;
    },
  };
}

/** Without what is no operator's. Once: what was gone through is let go of. */
function* entriesOf(all: Map<string, Uint8Array>): Iterable<Entry> {
  for (const [name, value] of all) if (isEntry(name)) yield { key: keyOf(name), value };
  all.clear();
}

/** Whether it is an operator's. */
const isEntry = (name: string): boolean => name.length > 1;

const placeName = ({ topic, partition }: Place): string => `${topic}-${partition}`;
const count = (partitions: number): string => (partitions === 1 ? 'one partition' : `${partitions} partitions`);

const beyondState = (group: string, { topic }: Place): OtherState =>
  new OtherState(
    `the group ${group} has read further than its state in '${topic}' says`,
    ': if its offsets were set by hand, set them back, or run with --reset-state to go on without what the job remembers',
  );

const otherForm = (version: number | undefined): OtherState =>
  new OtherState(
    `the state is of form ${version}, and this version of ferris-sql reads form ${VERSION}`,
    `: run the version that kept it, or this one with another --group-id, or with --reset-state to go on without what the job remembers`,
  );

function decoded(value: Uint8Array): unknown {
  const reader = new DataReader(value);
  const version = reader.byte();
  if (version !== VERSION) throw otherForm(version);
  return reader.data();
}

function orWhyNot<T>(work: () => T): T | UnreadableData | OtherState {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnreadableData || error instanceof OtherState) return error;
    throw error;
  }
}

/** Throws UnreadableData, or OtherState of another form. */
function placesIn(value: Uint8Array): readonly KeptPlace[] {
  const places = decoded(value);
  if (Array.isArray(places) && places.every(isPlace)) return places;
  throw new UnreadableData('how far the job had read is not told in it');
}

const isPlace = (one: Partial<KeptPlace> | null): boolean =>
  typeof one?.topic === 'string' && [one.partition, one.offset, one.end].every(Number.isSafeInteger);

/** Throws UnreadableData, or OtherState of another form. */
function whatIn(value: Uint8Array): What {
  const what = decoded(value) as Partial<What> | null;
  if (typeof what?.group === 'string' && Array.isArray(what.layout)) return what as What;
  throw new UnreadableData('what it is of is not told in it');
}

/** Whether the group has committed more than what is kept says. */
const isBehind = (places: readonly KeptPlace[], committed: Reached): boolean =>
  committed.some(({ topic, partition, offset }) => {
    const kept = places.find(one => one.topic === topic && one.partition === partition);
    return kept !== undefined && kept.offset < offset;
  });

function otherwise(was: What | undefined, is: What, { topic }: Place): OtherState | undefined {
  if (was && was.group !== is.group)
    return new OtherState(`'${topic}' holds the state of group '${was.group}', not of '${is.group}'`);
  const differs = was ? firstOther(was.layout, is.layout) : 'what it is of is not told';
  if (differs === undefined) return undefined;
  return new OtherState(
    `the state in '${topic}' is of another query: ${differs}`,
    `. 'ferris-sql plan-diff OLD NEW' says which operators changed; run the old query, the new one with another --group-id, or with --reset-state to go on without what the job remembers`,
  );
}

function firstOther(was: readonly string[], is: readonly string[]): string | undefined {
  const at = was.findIndex((line, i) => line !== is[i]);
  const [old, now] = at < 0 ? [undefined, is[was.length]] : [was[at], is[at]];
  const name = (line: string | undefined): string => (line === undefined ? 'nothing' : operatorIn(line));
  if (old === undefined && now === undefined) return undefined;
  if (name(old) === name(now)) return `${name(now)} is another one than it was`;
  return `it has ${name(old)} where this one has ${name(now)}`;
}

/** Of a line of the layout. */
const operatorIn = (line: string): string => line.replace(/ \S+$/, '');

const LONGEST_NAME = 249;

/** One for each unit of a plan. */
function topicOf(group: string, plan: Plan, unit: Unit): string {
  const name = changelogName(group, plan, unit);
  if (name.length > LONGEST_NAME)
    throw new ConnectorError('refused', `the state of group ${group} needs a topic whose name is too long: ${name}`);
  return name;
}
