/** What a .proto file says, as plain data: its messages, enums and imports, names not yet resolved. */
import type { Span } from '../text/span.ts';

export interface ProtoFile {
  readonly syntax: 'proto2' | 'proto3' | 'editions';
  /** Empty without one. */
  readonly package: string;
  readonly imports: readonly ProtoImport[];
  /** Top-level ones. */
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
  /** Where another import can be written. */
  readonly importAt: number;
  /** `option name = value;` of the file, values as written. */
  readonly options: ProtoOptions;
}

/** Names without parentheses (`features.field_presence`) with their values as written, strings with their quotes. */
export type ProtoOptions = ReadonlyMap<string, string>;

export interface ProtoImport {
  readonly path: string;
  /** The path with its quotes. */
  readonly span: Span;
  /** Whoever imports this file sees what it imports. */
  readonly public: boolean;
}

export interface ProtoMessage {
  /** With its package and the messages around it. */
  readonly name: string;
  readonly span: Span;
  readonly doc?: string;
  readonly fields: readonly ProtoField[];
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
  readonly reserved: Reserved;
}

/** What no field of a message may be called or numbered. */
export interface Reserved {
  readonly names: string[];
  /** Both ends included. */
  readonly numbers: (readonly [from: number, to: number])[];
}

export interface ProtoField {
  readonly name: string;
  readonly nameSpan: Span;
  readonly number: number;
  readonly label: 'optional' | 'required' | 'repeated' | undefined;
  /** The name of the type as written, of a map that of its values. */
  readonly type: string;
  readonly typeSpan: Span;
  /** Of a map: the type of its keys. */
  readonly key?: string;
  /** The names of its oneof's members, itself among them. */
  readonly oneof?: string;
  /** A message written between tags instead of with its length. */
  readonly group?: true;
  readonly options: ProtoOptions;
  readonly doc?: string;
}

export interface ProtoEnum {
  readonly name: string;
  readonly span: Span;
  readonly values: readonly EnumValue[];
}

export interface EnumValue {
  readonly name: string;
  readonly span: Span;
  readonly number: number;
  /** Where the number stands. */
  readonly at: Span;
}

/** All of a file, the nested ones too, outer before inner. */
export function allMessages(messages: readonly ProtoMessage[]): readonly ProtoMessage[] {
  return messages.flatMap(message => [message, ...allMessages(message.messages)]);
}
