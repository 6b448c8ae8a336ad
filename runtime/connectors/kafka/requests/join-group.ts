/** JoinGroup: a member asks to take part; the answer comes when all others have asked too, and names the leader. */
import type { RequestKind } from '../wire/request.ts';

interface Question {
  readonly group: string;
  readonly sessionTimeoutMs: number;
  /** How long the others are waited for. */
  readonly rebalanceTimeoutMs: number;
  /** Empty the first time. */
  readonly member: string;
  /** How partitions may be divided, the one liked best first; all members must know one in common. */
  readonly protocols: readonly { readonly name: string; readonly metadata: Uint8Array }[];
}

interface Answer {
  readonly error: number;
  readonly generation: number;
  readonly protocol: string;
  readonly leader: string;
  readonly member: string;
  /** Only told to the leader. */
  readonly members: readonly { readonly member: string; readonly metadata: Uint8Array }[];
}

export const joinGroup: RequestKind<Question, Answer> = {
  name: 'JoinGroup',
  key: 11,
  version: 5,
  write(to, { group, sessionTimeoutMs, rebalanceTimeoutMs, member, protocols }) {
    to.string(group).int32(sessionTimeoutMs).int32(rebalanceTimeoutMs).string(member).nullableString(null);
    to.string('consumer').array(protocols, ({ name, metadata }) => to.string(name).bytes([metadata]));
  },
  read(from) {
    from.int32();
    return {
      error: from.int16(),
      generation: from.int32(),
      protocol: from.string(),
      leader: from.string(),
      member: from.string(),
      members: from.array(() => {
        const member = from.string();
        from.nullableString();
        return { member, metadata: from.nullableBytes() ?? new Uint8Array() };
      }),
    };
  },
};
