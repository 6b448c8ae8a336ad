/** LeaveGroup: a member goes, and what it had falls to the others at once. */
import type { RequestKind } from '../wire/request.ts';

export const leaveGroup: RequestKind<{ readonly group: string; readonly member: string }, { readonly error: number }> =
  {
    name: 'LeaveGroup',
    key: 13,
    version: 3,
    write: (to, { group, member }) => {
      to.string(group).array([member], one => to.string(one).nullableString(null));
    },
    read(from) {
      from.int32();
      return { error: from.int16() };
    },
  };
