/** Run by a test: connects, writes, reads and closes, and must then end without being told to. */
import { kafkaConnector } from '../../runtime/connectors/kafka/connector.ts';
import { never, readAll, record, writeAll } from '../unit/connectors/conformance.ts';

const [broker, topic] = process.argv.slice(2);
const connector = await kafkaConnector({ brokers: [broker!] });
await writeAll(connector, [record(topic!, 'k', '1')]);
const open = await connector.reader([{ topic: topic!, partition: 0, from: 0 }]);
await open.read(10, never);
process.exitCode = (await readAll(connector, topic!)).length === 1 ? 0 : 1;
// The reader and a writer are left open on purpose: closing the connector ends them too.
await connector.writer();
await connector.close();
