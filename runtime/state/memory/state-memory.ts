/**
 * How much the operators of a process may remember in memory, all together: what they have not used for longest goes to disk
 * after each batch, when none of them is at work. Where there is no limit none of this is there.
 */
import type { Change, Keep, Kept } from '../entries/kept.ts';
import { sizeOf } from './size.ts';
import type { SpillFile, SpillTable } from './spill-file.ts';
import type { OpenSpillFile } from './sqlite-file.ts';

export interface MemoryLimit {
  /** Of memory, as `sizeOf` counts them. */
  readonly bytes: number;
  /** Of disk, beside that. */
  readonly diskBytes: number;
  readonly open: OpenSpillFile;
}

/** A job remembers more than it may. */
export class StateLimitError extends Error {
  override readonly name = 'StateLimitError';
}

/** Of what one operator remembers, a part that is counted by itself. */
export interface Part {
  /** In memory, as it is now. */
  bytes(): number;
  /** Absent: it stays in memory. */
  readonly spilling?: Spilling;
}

export interface Spilling {
  /** The generation in which that was used last which was not used for longest; Infinity: there is nothing that could go. */
  oldest(): number;
  /** Has what was used in this generation last go to disk until so many bytes are free. @returns how many are. Throws SpillError. */
  spill(generation: number, bytes: number): number;
}

/** What an operator's parts ask of where they are. */
export interface OperatorMemory {
  /** Who is told of changes apart from counting them. */
  readonly keep: Keep;
  /** Goes up with each batch. */
  generation(): number;
  count(part: Part): void;
  /** Throws SpillError. */
  table(): SpillTable;
  /** While state is put back and no operator is at work. Throws as `TaskMemory.settle`. */
  settle(): void;
}

export interface TaskMemory {
  /** @param name what it is called in errors */
  operator(name: string, told: Exclude<Keep, undefined> | undefined): Keep;
  /** After each batch: counts, and has go to disk what is too much. Throws StateLimitError and SpillError. */
  settle(): void;
  close(): void;
}

/** Bytes, of all tasks together. */
export interface StateFigures {
  /** In memory. */
  readonly bytes: number;
  readonly diskBytes: number;
}

export interface StateMemory {
  task(): TaskMemory;
  /** As counted last. */
  figures(): StateFigures;
}

interface Counted {
  readonly part: Part;
  readonly operator: string;
  bytes: number;
}

interface Task {
  readonly parts: Counted[];
  file: SpillFile | undefined;
}

/** So much of the limit is taken after something went to disk: not each batch is to begin with that. */
const LEFT = 7 / 8;
/** So many bytes go to disk before it is asked whether it may be more. */
const AT_ONCE = 1 << 20;

export function stateMemory(limit: MemoryLimit): StateMemory {
  const tasks = new Set<Task>();
  let generation = 0;
  const all = (): Counted[] => [...tasks].flatMap(({ parts }) => parts);
  const total = (): number => all().reduce((sum, { bytes }) => sum + bytes, 0);
  /** What cannot go to disk. */
  const staying = (): number => all().reduce((sum, { part, bytes }) => sum + (part.spilling ? 0 : bytes), 0);
  const onDisk = (): number => [...tasks].reduce((sum, { file }) => sum + (file?.bytes() ?? 0), 0);

  /** What was used least lately first, whichever operator's it is. */
  function spill(): void {
    let much = total() - limit.bytes * LEFT;
    const spilling = all().filter(({ part }) => part.spilling);
    while (much > 0) {
      let [first, oldest]: [Counted | undefined, number] = [undefined, Infinity];
      for (const one of spilling) {
        const of = one.part.spilling!.oldest();
        if (of >= oldest) continue;
        oldest = of;
        first = one;
      }
      if (!first) break;
      const freed = first.part.spilling!.spill(oldest, Math.min(much, AT_ONCE));
      first.bytes -= freed;
      much -= freed;
      if (onDisk() > limit.diskBytes) throw tooMuchOnDisk(onDisk(), limit);
    }
    if (total() > limit.bytes) throw tooMuch(all(), limit);
  }

  return {
    figures: () => ({ bytes: total(), diskBytes: onDisk() }),
    task() {
      const task: Task = { parts: [], file: undefined };
      tasks.add(task);

      function settle(): void {
        for (const one of task.parts) one.bytes = one.part.bytes();
        if (total() > limit.bytes) spill();
        generation++;
      }

      return {
        operator(name, told) {
          function count(part: Part): Counted {
            const counted: Counted = { part, operator: name, bytes: 0 };
            task.parts.push(counted);
            return counted;
          }
          const memory: OperatorMemory = {
            keep: told,
            generation: () => generation,
            count,
            table() {
              task.file ??= limit.open();
              return task.file.table();
            },
            settle,
          };
          return Object.assign(
            (kept: Kept): void => {
              const counted = countedWhenTold(kept, () => {
                one.bytes = counted.bytes();
                if (staying() > limit.bytes) throw tooMuch(all(), limit);
              });
              told?.(counted.kept);
              const one = count({
                bytes() {
                  // Nobody else asks for what has changed.
                  if (!told) for (const _ of counted.kept.changed());
                  return counted.bytes();
                },
              });
            },
            { memory },
          );
        },
        settle,
        close() {
          tasks.delete(task);
          task.file?.close();
          task.file = undefined;
        },
      };
    },
  };
}

/**
 * In its place, and how much of it there is: known of each entry when its change is told.
 * @param onTold called when all of them are, before what they are told for is committed; may throw
 */
function countedWhenTold(kept: Kept, onTold: () => void): { readonly kept: Kept; bytes(): number } {
  const sizes = new Map<unknown, number>();
  let bytes = 0;
  function counts([key, value]: Change): void {
    const name = typeof key === 'object' ? JSON.stringify(key) : key;
    const size = value === undefined ? 0 : sizeOf(value) + 2 * sizeOf(key);
    bytes += size - (sizes.get(name) ?? 0);
    if (size === 0) sizes.delete(name);
    else sizes.set(name, size);
  }
  return {
    bytes: () => bytes,
    kept: {
      *changed() {
        for (const change of kept.changed()) {
          counts(change);
          yield change;
        }
        onTold();
      },
      restore(entries) {
        kept.restore(
          Array.from(entries, entry => {
            counts(entry);
            return entry;
          }),
        );
      },
    },
  };
}

const MIB = 1 << 20;
const inMib = (bytes: number): string =>
  bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.ceil((10 * bytes) / MIB) / 10} MiB`;

function tooMuch(parts: readonly Counted[], { bytes: limit }: MemoryLimit): StateLimitError {
  const byOperator = new Map<string, number>();
  for (const { operator, bytes } of parts) byOperator.set(operator, (byOperator.get(operator) ?? 0) + bytes);
  const [operator, bytes] = [...byOperator].reduce((most, one) => (one[1] > most[1] ? one : most));
  return new StateLimitError(
    `the job may remember ${inMib(limit)} in memory, and ${operator} holds ${inMib(bytes)} that it needs there: raise the limit (-- MEMORY_LIMIT, --max-memory), or bound what is remembered (a window, WITHIN, state.ttl); nothing was committed since the last commit`,
  );
}

const tooMuchOnDisk = (bytes: number, { diskBytes }: MemoryLimit): StateLimitError =>
  new StateLimitError(
    `state that does not fit into memory takes ${inMib(bytes)} of disk, and may take ${inMib(diskBytes)}: raise that (--max-disk) or the limit of memory, or bound what is remembered (a window, WITHIN, state.ttl); nothing was committed since the last commit`,
  );
