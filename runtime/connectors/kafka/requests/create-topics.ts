/** CreateTopics: makes one topic, replicated as the cluster does by default. */
import type { RequestKind } from '../wire/request.ts';

interface Question {
  readonly topic: string;
  readonly partitions: number;
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly timeoutMs: number;
}

export const createTopics: RequestKind<
  Question,
  readonly { readonly error: number; readonly message: string | null }[]
> = {
  name: 'CreateTopics',
  key: 19,
  version: 4,
  write(to, { topic, partitions, settings, timeoutMs }) {
    to.array([topic], name => {
      to.string(name).int32(partitions).int16(-1);
      to.array([], () => {}).array(settings, ([setting, value]) => to.string(setting).nullableString(value));
    });
    to.int32(timeoutMs).boolean(false);
  },
  read(from) {
    from.int32();
    return from.array(() => {
      from.string();
      return { error: from.int16(), message: from.nullableString() };
    });
  },
};
