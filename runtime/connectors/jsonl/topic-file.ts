/** One file as a topic: its records by partition and offset, found again through a sparse index of the file. */
import { basename } from 'node:path';
import type { Problem } from '../port.ts';
import { type Enveloped, readEnvelope } from './envelope.ts';
import { type Line, type Piece, type Position, readPiece, START } from './lines.ts';

export type FileKind = 'plain' | 'envelope';

export interface TopicFile {
  readonly path: string;
  /** Of the file, for messages. */
  readonly name: string;
  readonly kind: FileKind;
  /** How far the index has grown, in bytes. */
  readonly indexed: number;
  /** A line as a record; undefined when it is none, which is reported once per line. */
  parse(line: Line): Enveloped | undefined;
  read(from: Position): Piece;
  /** The index grows by a piece of the file; false when it has reached the end. */
  grow(): boolean;
  /** Reports the last line too if it is no record: the reader has come to its end and will not wait for more of it. */
  reportUnfinished(): void;
  /** As far as the index has grown, and with a last line that has no line end: the end offset of each partition. */
  ends(): readonly number[];
  /** The last known place before the first of these offsets. */
  before(wanted: readonly { readonly partition: number; readonly offset: number }[]): Mark;
  /** Line number of a record, or undefined beyond the end. */
  lineOf(partition: number, offset: number): number | undefined;
}

export interface Mark {
  readonly position: Position;
  /** Records before it, by partition; absent: none. */
  readonly counts: readonly number[];
}

const NO_RECORD_YET: Mark = { position: START, counts: [] };

export function topicFile(
  path: string,
  kind: FileKind,
  visible: (path: string, size: number) => number,
  onProblem: (problem: Problem) => void,
): TopicFile {
  const name = basename(path);
  /** One about every megabyte; the last one is as far as the index has grown. */
  const marks: Mark[] = [NO_RECORD_YET];
  let unfinished: Line | undefined;
  let reportedLines = 0;
  /** The piece last searched by `lineOf`: messages about neighbours come together. */
  let searched: { readonly mark: Mark; readonly lines: readonly (readonly number[])[] } | undefined;

  const read = (from: Position) => readPiece(path, from, size => visible(path, size));

  function parsed(line: Line): Enveloped | string {
    if (kind === 'envelope') return readEnvelope(line.text);
    return { partition: 0, timestamp: undefined, key: null, value: line.text, headers: [] };
  }

  function parse(line: Line): Enveloped | undefined {
    const record = parsed(line);
    if (typeof record !== 'string') return record;
    if (line.number > reportedLines) {
      reportedLines = line.number;
      onProblem({ place: `${name}:${line.number}`, message: record });
    }
    return undefined;
  }

  function grow(): boolean {
    const { position, counts } = marks.at(-1)!;
    const piece = read(position);
    unfinished = piece.unfinished;
    if (piece.next.byte === position.byte) return false;
    const after = [...counts];
    for (const line of piece.lines) {
      const record = parse(line);
      if (record) after[record.partition] = (after[record.partition] ?? 0) + 1;
    }
    marks.push({ position: piece.next, counts: after });
    return true;
  }

  function ends(): readonly number[] {
    const counts = Array.from(marks.at(-1)!.counts, count => count ?? 0);
    const last = unfinished && parsed(unfinished);
    if (last && typeof last !== 'string') {
      while (counts.length <= last.partition) counts.push(0);
      counts[last.partition]!++;
    }
    return counts;
  }

  function before(wanted: readonly { readonly partition: number; readonly offset: number }[]): Mark {
    const isBefore = ({ counts }: Mark) => wanted.every(({ partition, offset }) => (counts[partition] ?? 0) <= offset);
    return marks.findLast(isBefore) ?? NO_RECORD_YET;
  }

  function lineOf(partition: number, offset: number): number | undefined {
    while ((marks.at(-1)!.counts[partition] ?? 0) <= offset && grow());
    const mark = before([{ partition, offset }]);
    if (searched?.mark !== mark || offsetIn(searched) === undefined) searched = { mark, lines: linesFrom(mark) };
    return offsetIn(searched);

    function offsetIn({ lines }: NonNullable<typeof searched>): number | undefined {
      return lines[partition]?.[offset - (mark.counts[partition] ?? 0)];
    }
  }

  function linesFrom({ position }: Mark): number[][] {
    const { lines, unfinished: last } = read(position);
    const byPartition: number[][] = [];
    for (const line of last ? [...lines, last] : lines) {
      const record = parsed(line);
      if (typeof record === 'string') continue;
      byPartition[record.partition] ??= [];
      byPartition[record.partition]!.push(line.number);
    }
    return byPartition;
  }

  return {
    path,
    name,
    kind,
    get indexed() {
      return marks.at(-1)!.position.byte;
    },
    parse,
    read,
    grow,
    reportUnfinished() {
      if (unfinished) parse(unfinished);
    },
    ends,
    before,
    lineOf,
  };
}
