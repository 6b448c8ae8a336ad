/** Lets go of records that nobody reads any more. */
import { type Cluster, mayPass } from './cluster.ts';
import { deleteRecords } from './requests/delete-records.ts';
import type { OfPartition } from './requests/topics.ts';

import { ProtocolError } from './wire/protocol-error.ts';

/** Tried once: what a broker does not delete now, or may not for this client, stays for another time or for the topic's retention. */
export async function deleteBefore(
  cluster: Cluster,
  places: readonly OfPartition<{ readonly offset: number }>[],
  signal: AbortSignal,
): Promise<void> {
  try {
    const byLeader = await cluster.byLeader(places, false, signal);
    const { timeoutMs } = cluster;
    await Promise.all(
      [...byLeader].map(([node, partitions]) => cluster.ask(node, deleteRecords, { partitions, timeoutMs }, signal)),
    );
  } catch (error) {
    if (!(error instanceof ProtocolError) && !mayPass(error)) throw error;
  }
}
