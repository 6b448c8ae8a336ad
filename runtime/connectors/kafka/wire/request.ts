/** What a kind of request is: its number and version in Kafka's protocol, how it is written and its answer read. */
import type { ByteReader, ByteWriter } from './bytes.ts';

export interface RequestKind<Question, Answer> {
  readonly name: string;
  /** Kafka's number for the kind. */
  readonly key: number;
  /** The one version spoken here: old enough for brokers since 2.5, young enough for those of 4.x. */
  readonly version: number;
  /** Whether this version has the "flexible" header and fields. */
  readonly flexible?: boolean;
  readonly write: (to: ByteWriter, question: Question) => void;
  readonly read: (from: ByteReader) => Answer;
}
