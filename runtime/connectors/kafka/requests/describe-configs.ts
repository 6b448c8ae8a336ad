/** DescribeConfigs: what one setting of a topic is. */
import type { RequestKind } from '../wire/request.ts';

interface Question {
  readonly topic: string;
  readonly setting: string;
}

interface Answer {
  readonly error: number;
  readonly message: string | null;
  /** Null: there is no such setting. */
  readonly value: string | null;
}

const TOPIC = 2;

export const describeConfigs: RequestKind<Question, readonly Answer[]> = {
  name: 'DescribeConfigs',
  key: 32,
  version: 1,
  write(to, { topic, setting }) {
    to.array([topic], name => {
      to.int8(TOPIC)
        .string(name)
        .array([setting], one => to.string(one));
    });
    to.boolean(false);
  },
  read(from) {
    from.int32();
    return from.array(() => {
      const error = from.int16();
      const message = from.nullableString();
      from.int8();
      from.string();
      const values = from.array(() => {
        from.string();
        const value = from.nullableString();
        from.boolean();
        from.int8();
        from.boolean();
        from.array(() => {
          from.string();
          from.nullableString();
          from.int8();
        });
        return value;
      });
      return { error, message, value: values[0] ?? null };
    });
  },
};
