/**
 * OffsetFetch: the offsets a group has committed for partitions of a topic. Offsets that are part of an open
 * transaction make the broker answer UNSTABLE_OFFSET_COMMIT, where older versions gave the ones before.
 */
import type { RequestKind } from '../wire/request.ts';

interface Question {
  readonly group: string;
  readonly topic: string;
  readonly partitions: readonly number[];
}

interface Answer {
  readonly error: number;
  /** `offset` is -1 where none was committed. */
  readonly partitions: readonly { readonly partition: number; readonly offset: number; readonly error: number }[];
}

export const offsetFetch: RequestKind<Question, Answer> = {
  name: 'OffsetFetch',
  key: 9,
  version: 7,
  flexible: true,
  write(to, { group, topic, partitions }) {
    to.compactString(group).compactArray([topic], name => {
      to.compactString(name)
        .compactArray(partitions, partition => to.int32(partition))
        .noTags();
    });
    to.boolean(true).noTags();
  },
  read(from) {
    from.int32();
    const partitions = from
      .compactArray(() => {
        from.compactNullableString();
        const ofTopic = from.compactArray(() => {
          const partition = from.int32();
          const offset = from.int64();
          from.int32();
          from.compactNullableString();
          const error = from.int16();
          from.tags();
          return { partition, offset, error };
        });
        from.tags();
        return ofTopic;
      })
      .flat();
    return { error: from.int16(), partitions };
  },
};
