/** The transactions that `crash-writer.ts` commits, known to it and to the test that checks what is left of them. */
import type { OutputRecord } from '../../../runtime/connectors/port.ts';

export const crashTopics = ['crash-a', 'crash-b', 'crash-c'] as const;

/** From one to some forty records, from some bytes to some 100 KB, over both partitions of the topics. */
export function recordsOf(writer: string, number: number): OutputRecord[] {
  const count = 1 + ((number * 7) % 40);
  return Array.from({ length: count }, (_, i) => {
    const size = number % 5 === 0 ? 3000 : 30;
    const value = { writer, number, i, count, pad: `${number}`.repeat(size).slice(0, size) };
    return {
      topic: crashTopics[i % 3]!,
      partition: (number + i) % 2,
      timestamp: number,
      key: Buffer.from(writer),
      value: Buffer.from(JSON.stringify(value)),
      headers: [],
    };
  });
}
