/** Where the tasks of a member go on: with what was kept of them, with what they have already, or from the records they read. */
import type { OutputRecord } from '../connectors/port.ts';
import type { UnreadableData } from '../state/entries/read.ts';
import type { KeptEntries, TaskOptions } from '../tasks/pipelines.ts';
import type { Changelog, KeptPlace, Place } from './changelog.ts';
import { keyOf } from './fold.ts';
import type { JobPlace } from './job.ts';
import type { OpenJob } from './run.ts';

export interface KeptStateOptions {
  readonly changelog: Changelog;
  readonly job: OpenJob;
  readonly tasks: readonly TaskOptions[];
  /** What the group has committed, and where it begins else. */
  readonly committed: readonly JobPlace[];
  /** Where partitions begin whose state is made again of their records. */
  again(partitions: TaskOptions['partitions']): Promise<readonly JobPlace[]>;
  /** What was kept of a task is dropped, as is allowed: why. */
  onDropped(place: Place, why: string): void;
}

export interface KeptState {
  /** Where the state of these tasks is. */
  readonly kept: readonly Place[];
  readonly tasks: readonly TaskOptions[];
  readonly places: readonly JobPlace[];
  /** What a commit of these offsets writes beside the results: all that has changed until now. */
  records(offsets: Offsets): readonly OutputRecord[];
}

type Offsets = readonly { readonly topic: string; readonly partition: number; readonly offset: number }[];

interface Keeping {
  readonly place: Place;
  readonly places: readonly JobPlace[];
  /** Names of what is dropped with the next commit. */
  gone: readonly string[];
  /** Names of what is put back, while it may still turn out that it cannot be. */
  back: readonly string[];
  /** The offsets that were written last, as text. */
  written: string;
}

/** Rejects as `Changelog.read` and `again` do; what is put back later may throw UnreadableState. */
export async function keptState(options: KeptStateOptions): Promise<KeptState> {
  const { changelog, job, committed, again, onDropped } = options;
  const keeping = new Map<string, Keeping>();
  const tasks: TaskOptions[] = [];
  const places: JobPlace[] = [];
  for (const task of options.tasks) {
    const own = committed.filter(place => isOf(task, place));
    const place = await changelog.placeOf(task);
    if (!place) {
      tasks.push(task);
      places.push(...own);
      continue;
    }
    const keep = (found: readonly JobPlace[], kept: KeptEntries, names: Partial<Keeping> = {}): Keeping => {
      const one: Keeping = { place, places: found, gone: [], back: [], written: '', ...names };
      keeping.set(nameOf(task), one);
      tasks.push({ ...task, kept });
      places.push(...found);
      return one;
    };
    const offsets = own.map(({ topic, partition, from }) => ({ topic, partition, offset: from }));
    if (job.isKept(task, offsets)) {
      keep(own, {});
      continue;
    }
    const begun = own.filter(one => one.begun);
    const found = await changelog.read(
      task,
      place,
      begun.map(({ topic, partition, from: offset }) => ({ topic, partition, offset })),
    );
    if (!found) keep(await again(task.partitions), {});
    else if (found.dropped !== undefined) {
      onDropped(place, found.dropped);
      keep(wentOn(own, found.places), {}, { gone: found.names });
    } else {
      const { entries, names } = found;
      const unreadable = (why: UnreadableData): void => {
        onDropped(place, changelog.unreadable(task, place, why));
        one.gone = one.back;
      };
      const one = keep(wentOn(own, found.places), { entries, unreadable }, { back: names });
    }
  }

  return {
    kept: [...keeping.values()].map(({ place }) => place),
    tasks,
    places,
    records(reached) {
      const found: OutputRecord[] = [];
      for (const { task, entries } of job.changes()) {
        const one = keeping.get(nameOf(task));
        if (!one) continue;
        const now = one.places.map(({ topic, partition, from, end }): KeptPlace => {
          const at = reached.find(other => other.topic === topic && other.partition === partition);
          return { topic, partition, offset: at?.offset ?? from, end };
        });
        const changed = [...one.gone.map(name => ({ key: keyOf(name), value: null })), ...entries];
        one.back = [];
        const offsets = now.map(({ offset }) => offset).join();
        if (changed.length === 0 && offsets === one.written) continue;
        one.gone = [];
        one.written = offsets;
        for (const record of changelog.records(task, one.place, changed, now)) found.push(record);
      }
      return found;
    },
  };
}

/** Where what was kept goes on; partitions that it does not know of as they are. */
const wentOn = (own: readonly JobPlace[], kept: readonly KeptPlace[]): readonly JobPlace[] =>
  own.map(place => {
    const found = kept.find(({ topic, partition }) => topic === place.topic && partition === place.partition);
    return found ? { ...place, since: found.offset, from: found.offset, end: found.end, begun: true } : place;
  });

const isOf = ({ partitions }: TaskOptions, place: JobPlace): boolean =>
  partitions.some(({ topic, partition }) => topic === place.topic && partition === place.partition);

const nameOf = ({ partitions }: TaskOptions): string =>
  JSON.stringify(partitions.map(({ topic, partition }) => [topic, partition]));
