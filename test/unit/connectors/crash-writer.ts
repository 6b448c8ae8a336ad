/**
 * A process to be killed: commits transactions over three topics and a group's offset, and prints the number of each
 * one once it is committed. Arguments: place, name of this writer, numbers of the first transaction and of the last.
 */
import { writeSync } from 'node:fs';
import { openConnector } from '../../../runtime/connectors/open.ts';
import type { OutputRecord } from '../../../runtime/connectors/port.ts';
import { crashTopics, recordsOf } from './crash-transactions.ts';

const [place, name, first, last] = process.argv.slice(2) as [string, string, string, string];
const never = new AbortController().signal;
const connector = await openConnector(place, { onProblem: ({ message }) => writeSync(2, `${message}\n`) });
for (const topic of crashTopics) await connector.createTopic(topic, 2, never);
const writer = await connector.writer();
for (let number = Number(first); number <= Number(last); number++) {
  const records: OutputRecord[] = recordsOf(name, number);
  await writer.write(records.slice(0, 1));
  await writer.write(records.slice(1));
  await writer.commit({ group: name, offsets: [{ topic: crashTopics[0]!, partition: 0, offset: number }] });
  writeSync(1, `${number}\n`);
}
