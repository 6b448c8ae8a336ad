/** Taking part in a group where only one process works at a time: all partitions are its own. */
import type { Connector, Membership, MembershipOptions } from './port.ts';

export const soleMember = (connector: Connector, { units }: MembershipOptions): Membership => ({
  async next(signal) {
    const partitions = await Promise.all(
      units
        .flatMap(unit => unit.topics)
        .map(async topic =>
          ((await connector.partitions(topic, signal)) ?? []).map(({ partition }) => ({ topic, partition })),
        ),
    );
    return { partitions: partitions.flat(), over: new AbortController().signal, commit: undefined };
  },
  leave: async () => {},
});
