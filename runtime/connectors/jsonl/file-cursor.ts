/** Goes through one file for some of its partitions, from an offset each, some of them up to an end. */
import type { Assignment, Batch, SourceRecord } from '../port.ts';
import type { Line } from './lines.ts';
import type { TopicFile } from './topic-file.ts';

export interface FileCursor {
  /**
   * What the next piece of the file holds; empty when nothing has come, `again` when there were other lines only,
   * undefined when every partition is read to its end.
   */
  advance(): Batch[] | 'again' | undefined;
}

export function fileCursor(topic: string, file: TopicFile, assignments: readonly Assignment[]): FileCursor {
  const wanted = new Map(
    assignments.map(({ partition, from, to }) => [
      partition,
      { partition, offset: from, to, records: [] as SourceRecord[] },
    ]),
  );
  const start = file.before([...wanted.values()]);
  const counts = [...start.counts];
  let { position } = start;

  function take(line: Line, modified: number, isFinished: boolean): void {
    const record = file.parse(line);
    if (!record) return;
    const { partition, timestamp = modified, key, value, headers } = record;
    const offset = counts[partition] ?? 0;
    if (isFinished) counts[partition] = offset + 1;
    const want = wanted.get(partition);
    if (!want || offset < want.offset || offset >= (want.to ?? Infinity)) return;
    want.records.push({ offset, timestamp, key, value, headers });
    want.offset = offset + 1;
  }

  return {
    advance() {
      const open = [...wanted.values()].filter(({ offset, to = Infinity }) => offset < to);
      if (open.length === 0) {
        file.reportUnfinished();
        return undefined;
      }
      const piece = file.read(position);
      for (const line of piece.lines) take(line, piece.modified, true);
      const moved = piece.next.byte > position.byte;
      position = piece.next;
      // Whoever reads to an end wants what is there now; the offset stays the line's when it is finished later.
      if (piece.unfinished && open.every(({ to }) => to !== undefined)) take(piece.unfinished, piece.modified, false);
      const batches = open
        .filter(({ records }) => records.length > 0)
        .map(({ partition, records, offset }) => ({ topic, partition, records, nextOffset: offset }));
      for (const want of open) want.records = [];
      return batches.length === 0 && moved ? 'again' : batches;
    },
  };
}
