/** Run by a test and killed there: commits one record, then sends megabytes in a transaction it never ends. */
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaConnector } from '../../runtime/connectors/kafka/connector.ts';
import { record } from '../unit/connectors/conformance.ts';

const [broker, topic] = process.argv.slice(2);
const connector = await kafkaConnector({ brokers: [broker!], transactionalId: topic! });
const writer = await connector.writer();
await writer.write([record(topic!, 'k', 'committed')]);
await writer.commit();
for (let batch = 0; batch < 12; batch++)
  await writer.write(Array.from({ length: 1000 }, () => record(topic!, 'k', 'x'.repeat(1000))));
process.stdout.write('sent\n');
await pause(60_000);
