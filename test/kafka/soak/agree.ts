/** Whether a job's state is of the offsets that its group has committed. */
import assert from 'node:assert/strict';
import type { Connector } from '../../../runtime/connectors/port.ts';
import { DataReader } from '../../../runtime/state/entries/read.ts';
import { never, readAll } from '../../unit/connectors/conformance.ts';

/** The key under which a changelog has how far its task has read. */
const WHERE = Uint8Array.of(0xff);

/** Rejects when a task of the job has kept another offset than the one from which its group goes on, or there is no state at all. */
export async function offsetsAgree(connector: Connector, group: string): Promise<void> {
  const topics = (await connector.topics(never)).filter(
    name => name.startsWith(`${group}-`) && /-changelog$/.test(name),
  );
  let tasks = 0;
  for (const topic of topics)
    for (const { partition } of (await connector.partitions(topic, never))!) {
      const records = await readAll(connector, topic, 0, partition);
      const where = records.findLast(({ key }) => key !== null && Buffer.compare(key, WHERE) === 0)?.value;
      if (!where) continue;
      const reader = new DataReader(where);
      reader.byte();
      const places = reader.data() as readonly { topic: string; partition: number; offset: number }[];
      tasks++;
      for (const place of places) {
        const committed = (await connector.committed(group, place.topic, never)).get(place.partition);
        assert.equal(place.offset, committed, `${topic}-${partition}: ${place.topic}-${place.partition}`);
      }
    }
  assert.ok(tasks > 0, `the state of ${group} was kept nowhere`);
}
