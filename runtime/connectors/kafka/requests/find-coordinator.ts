/** FindCoordinator: the broker that keeps a group's offsets, or a transactional id's transactions. */
import type { RequestKind } from '../wire/request.ts';
import type { BrokerAddress } from './metadata.ts';

export interface CoordinatorOf {
  readonly of: 'group' | 'transaction';
  readonly id: string;
}

interface Answer extends BrokerAddress {
  readonly error: number;
  readonly message: string | null;
}

export const findCoordinator: RequestKind<CoordinatorOf, Answer> = {
  name: 'FindCoordinator',
  key: 10,
  version: 1,
  write: (to, { of, id }) => to.string(id).int8(of === 'group' ? 0 : 1),
  read(from) {
    from.int32();
    return {
      error: from.int16(),
      message: from.nullableString(),
      node: from.int32(),
      host: from.string(),
      port: from.int32(),
    };
  },
};
