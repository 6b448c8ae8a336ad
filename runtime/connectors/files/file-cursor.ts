/** Reads one partition of files, from file to file where one takes another's place. */

import { HEAD_BYTES } from '../../formats/heads.ts';
import type { Assignment, Batch, Problem } from '../port.ts';
import { ConnectorError } from '../port.ts';
import type { FileTopic } from './file-topic.ts';
import { type Generation, identityAt, isEmpty } from './generations.ts';

export interface FileCursor {
  /** Some records; undefined: there are none now; `done`: there will be none. Throws ConnectorError. */
  advance(): Batch | 'done' | undefined;
}

/**
 * @param to where it ends; undefined: where the file ends, if it is not followed, which the last batch tells then
 * @param framed whether values stand behind the numbers of their heads
 */
export function fileCursor(
  topic: FileTopic,
  { partition: number, from, to }: Assignment,
  framed: boolean,
  onProblem: (problem: Problem) => void,
): FileCursor {
  const partition = topic.partition(number)!;
  const { follows } = topic;
  let offset = from;
  let told = false;
  /** The file is another one by now: nothing more comes to the one that is being read. */
  let replaced = false;
  const end = to ?? (follows ? undefined : topic.offsets()[number]!.end);

  const batch = (records: Batch['records'], ended: boolean): Batch => ({
    topic: topic.name,
    partition: number,
    records,
    nextOffset: offset,
    ...(ended ? { ended: true } : {}),
  });

  function leave(one: Generation): void {
    one.file?.close();
    one.file = undefined;
  }

  /** The file at the path is another one than that which is read, and has something. */
  function isReplaced(one: Generation, at: string): boolean {
    const now = identityAt(at);
    // Who has only just made it may still be writing to the old one.
    return now !== undefined && now !== one.identity && !isEmpty(at);
  }

  /** It is over, and not to be read again. */
  function pass(one: Generation): void {
    if (one.file) topic.passed(partition, one.file);
    leave(one);
  }

  function goOn(one: Generation, at: string): void {
    if (replaced) pass(one);
    else leave(one);
    partition.generations = [{ at, base: offset, identity: identityAt(at) ?? '', file: undefined }];
    replaced = false;
  }

  function advance(): Batch | 'done' | undefined {
    if (end !== undefined && offset >= end) return atEnd();
    const one = partition.generations.findLast(({ base }) => base <= offset) ?? partition.generations[0];
    if (!one) return undefined;
    for (const before of partition.generations.filter(({ base }) => base < one.base)) pass(before);
    partition.generations = partition.generations.filter(({ base }) => base >= one.base);
    const next = partition.generations[partition.generations.indexOf(one) + 1];
    const file = topic.open(partition, one);
    const whole = !follows || replaced || next !== undefined;
    const { records, next: position, modified } = file.read(offset - one.base, (end ?? Infinity) - one.base, whole);
    const reached = one.base + position;
    if (reached > offset) {
      offset = reached;
      return batch(
        records.map(record => ({
          offset: one.base + record.position,
          timestamp: modified,
          key: null,
          value: record.value,
          headers: [],
          ...(framed ? { head: HEAD_BYTES } : {}),
        })),
        false,
      );
    }
    if (next) {
      pass(one);
      partition.generations = partition.generations.filter(other => other !== one);
      return advance();
    }
    if (end !== undefined)
      throw new ConnectorError('unreadable', `${partition.path} became shorter while it was being read`);
    if (file.wasCut(offset - one.base)) {
      onProblem({ place: partition.path, message: 'was cut: it is read from its beginning' });
      goOn(one, one.at);
    } else if (replaced) {
      tellRest(file);
      goOn(one, topic.pathOf(partition));
    } else replaced = isReplaced(one, topic.pathOf(partition));
    return replaced ? advance() : undefined;
  }

  /** What a file that is over has behind its records. */
  function tellRest(file: ReturnType<FileTopic['open']>): void {
    try {
      file.checkEnd();
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      onProblem({ place: partition.path, message: error.message });
    }
  }

  function atEnd(): Batch | 'done' {
    if (to === undefined) {
      if (told) return 'done';
      told = true;
      checkEnd();
      return batch([], true);
    }
    checkEnd();
    return 'done';
  }

  function checkEnd(): void {
    const last = partition.generations.at(-1);
    if (!last || topic.grows) return;
    if (identityAt(last.at) !== undefined || last.file) topic.open(partition, last).checkEnd();
    leave(last);
  }

  return { advance };
}
