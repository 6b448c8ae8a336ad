/** A writer that puts the rows of files into files and all others where they belong, and commits both with what was read. */
import type { OutputRecord, Writer } from '../port.ts';
import type { FileOutput, KeptOutput } from './file-output.ts';
import type { FileTopic } from './file-topic.ts';
import type { KeptPositions } from './kept-positions.ts';

export interface FileWriterOptions {
  /** Of the place. */
  readonly writer: Writer;
  readonly outputs: ReadonlyMap<string, () => FileOutput>;
  readonly topics: ReadonlyMap<string, FileTopic>;
  readonly kept: KeptPositions | undefined;
  readonly group: string | undefined;
}

/** How often it is looked whether a file is complete by the time that has passed, in milliseconds. */
const TICK_MS = 1000;

/** Throws ConnectorError where what was being written cannot be gone on with. */
export function fileWriter({ writer, outputs, topics, kept, group }: FileWriterOptions): Writer {
  const files = new Map<string, FileOutput>();
  for (const [name, open] of outputs) {
    const output = open();
    output.recover(kept?.get(['output', name]) as KeptOutput | undefined);
    files.set(name, output);
  }
  const timer = files.size > 0 ? setInterval(tick, TICK_MS).unref() : undefined;
  /** A commit is under way. */
  let busy = false;
  let failed: unknown;

  function tick(): void {
    if (busy || failed) return;
    try {
      for (const output of files.values()) output.tick();
    } catch (error) {
      failed = error;
    }
  }

  return {
    async write(records) {
      if (failed) throw failed;
      const rows = new Map<FileOutput, OutputRecord[]>();
      const others: OutputRecord[] = [];
      for (const record of records) {
        const output = files.get(record.topic);
        if (!output) others.push(record);
        else {
          const own = rows.get(output);
          if (own) own.push(record);
          else rows.set(output, [record]);
        }
      }
      for (const [output, own] of rows) output.write(own);
      if (others.length > 0) await writer.write(others);
    },
    async commit(inputs) {
      busy = true;
      try {
        for (const [name, output] of files) {
          const state = output.flush();
          if (group !== undefined) kept?.set(['output', name], state);
        }
        const read = inputs?.offsets ?? [];
        if (inputs && kept) {
          for (const { topic, partition, offset } of read)
            if (topics.has(topic)) kept.set(['at', inputs.group, topic, partition], offset);
          for (const [name, topic] of topics) {
            kept.set(['files', name], topic.kept());
            kept.set(['past', name], topic.past());
          }
        }
        const changes = kept?.changes();
        if (changes && changes.records.length > 0) await writer.write(changes.records);
        try {
          if (!inputs)
            await writer.commit(group === undefined || !changes ? undefined : { group, offsets: changes.count });
          else {
            const others = read.filter(({ topic }) => !topics.has(topic));
            const count = inputs.group === group && changes ? changes.count : [];
            await writer.commit({ ...inputs, offsets: [...others, ...count] });
          }
        } catch (error) {
          kept?.again();
          throw error;
        }
        for (const output of files.values()) output.committed();
      } finally {
        busy = false;
      }
    },
    async abort() {
      for (const output of files.values()) output.abort();
      await writer.abort();
    },
    async close() {
      clearInterval(timer);
      for (const output of files.values()) output.close();
      await writer.close();
    },
  };
}
