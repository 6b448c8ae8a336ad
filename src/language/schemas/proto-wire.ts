/** What a .proto file says of the bytes of one message, as plain data that a plan can carry: numbers, types, presence. */
import type { Span } from '../text/span.ts';
import type { EnumValue, ProtoField, ProtoMessage, ProtoOptions } from './proto-file.ts';
import { allMessages } from './proto-file.ts';
import { SCALARS } from './proto-known.ts';
import type { LinkedFile } from './proto-link.ts';
import { isDecimal } from './proto-sql.ts';

/** A message with all messages and enums that it holds, by their full names. */
export interface ProtoWire {
  readonly root: string;
  /** Where the root stands in its file: which of the messages there, which of those within it, and so on. */
  readonly path: readonly number[];
  readonly messages: readonly WireMessage[];
  readonly enums: readonly WireEnum[];
}

export interface WireMessage {
  readonly name: string;
  /** `decimal`: units and a scale, which are one number. */
  readonly kind: 'fields' | 'decimal';
  /** Ascending by number, which is the order they are written in. */
  readonly fields: readonly WireField[];
}

export interface WireField {
  readonly name: string;
  readonly number: number;
  readonly type: WireType;
  /**
   * - `implicit`: what is 0, empty or false is not written, and what is not there is read as that
   * - `explicit`: it may be absent
   * - `packed`, `repeated`: a list; of numbers written as one piece or one by one (both are read either way)
   */
  readonly rule: 'implicit' | 'explicit' | 'required' | 'repeated' | 'packed' | 'map';
  /** Of a map: the scalar that its keys are. */
  readonly key?: string;
  /** The members of one oneof have the same: at most one of them is there. */
  readonly oneof?: string;
  /** What an absent field of proto2 stands for, as the file writes it. */
  readonly default?: string;
}

/** `known`: a message of Google's by its full name (KNOWN_MESSAGES). */
export interface WireType {
  readonly kind: 'scalar' | 'message' | 'enum' | 'known';
  readonly name: string;
}

export interface WireEnum {
  readonly name: string;
  /** Numbers that the enum does not list are read, too. */
  readonly open: boolean;
  readonly values: readonly (readonly [name: string, number: number])[];
}

/** A file that says what cannot be read or written: why, by the field's name. */
export class ProtoRefusal extends Error {
  override readonly name = 'ProtoRefusal';
  /** The message without a line. */
  readonly reason: string;
  /** Where in the file that was read it is; undefined: elsewhere, or nowhere. */
  readonly span: Span | undefined;

  /** @param line of `span`, from 1: the message begins with it */
  constructor(reason: string, span?: Span, line?: number) {
    super(line === undefined ? reason : `line ${line}: ${reason}`);
    this.reason = reason;
    this.span = span;
  }
}

/** @throws ProtoRefusal for groups, and for types that were not found */
export function wireOf(root: ProtoMessage, file: LinkedFile): ProtoWire {
  const messages = new Map<string, WireMessage>();
  const enums = new Map<string, WireEnum>();

  function visit(message: ProtoMessage, owner: LinkedFile): void {
    const fields: WireField[] = [];
    const kind = isDecimal(message) && message !== root ? 'decimal' : 'fields';
    messages.set(message.name, { name: message.name, kind, fields });
    for (const field of message.fields) fields.push(fieldOf(field, message, owner));
    fields.sort((a, b) => a.number - b.number);
  }

  function fieldOf(field: ProtoField, message: ProtoMessage, owner: LinkedFile): WireField {
    const where = `'${field.name}' of ${message.name}`;
    const at = owner === file ? field.typeSpan : undefined;
    if (field.group || optionOf(field, owner, 'features.message_encoding') === 'DELIMITED')
      throw new ProtoRefusal(`${where} is a group, which is not read: use a message`, at);
    const type = typeOf(field, message, owner, where, at);
    return {
      name: field.name,
      number: field.number,
      type,
      rule: ruleOf(field, type, owner),
      ...(field.key === undefined ? {} : { key: field.key }),
      ...(field.oneof === undefined ? {} : { oneof: field.oneof }),
      ...(field.options.has('default') ? { default: field.options.get('default')! } : {}),
    };
  }

  function typeOf(
    field: ProtoField,
    message: ProtoMessage,
    owner: LinkedFile,
    where: string,
    at: Span | undefined,
  ): WireType {
    if (SCALARS.has(field.type)) return { kind: 'scalar', name: field.type };
    const found = owner.resolve(field.type, message.name);
    switch (found?.kind) {
      case 'known':
        return { kind: 'known', name: found.name };
      case 'message':
        if (!messages.has(found.message.name)) visit(found.message, found.file);
        return { kind: 'message', name: found.message.name };
      case 'enum':
        enums.set(found.name, { name: found.name, open: isOpen(found.file), values: found.values.map(pairOf) });
        return { kind: 'enum', name: found.name };
      default:
        throw new ProtoRefusal(`there is no type '${field.type}' for ${where}`, at);
    }
  }

  visit(root, file);
  return {
    root: root.name,
    path: pathOf(root, file.file.messages),
    messages: [...messages.values()],
    enums: [...enums.values()],
  };
}

const pairOf = ({ name, number }: EnumValue): readonly [string, number] => [name, number];

function ruleOf(field: ProtoField, type: WireType, { file }: LinkedFile): WireField['rule'] {
  if (field.key !== undefined) return 'map';
  if (field.label === 'repeated') {
    const numeric = type.kind === 'enum' || (type.kind === 'scalar' && type.name !== 'string' && type.name !== 'bytes');
    return numeric && isPacked(field.options, file.syntax, file.options) ? 'packed' : 'repeated';
  }
  if (field.label === 'required') return 'required';
  if (field.oneof !== undefined || field.label === 'optional' || type.kind === 'message' || type.kind === 'known')
    return 'explicit';
  const presence = field.options.get('features.field_presence') ?? file.options.get('features.field_presence');
  if (presence === 'LEGACY_REQUIRED') return 'required';
  if (file.syntax === 'proto3' || presence === 'IMPLICIT') return 'implicit';
  return 'explicit';
}

function isPacked(own: ProtoOptions, syntax: 'proto2' | 'proto3' | 'editions', file: ProtoOptions): boolean {
  const said = own.get('packed');
  if (said !== undefined) return said === 'true';
  if (syntax !== 'editions') return syntax === 'proto3';
  const encoding = own.get('features.repeated_field_encoding') ?? file.get('features.repeated_field_encoding');
  return encoding !== 'EXPANDED';
}

const isOpen = ({ file }: LinkedFile): boolean =>
  file.syntax === 'proto3' || (file.syntax === 'editions' && file.options.get('features.enum_type') !== 'CLOSED');

const optionOf = (field: ProtoField, { file }: LinkedFile, name: string): string | undefined =>
  field.options.get(name) ?? file.options.get(name);

/** Undefined nowhere: a root is one of the file's messages. */
function pathOf(root: ProtoMessage, messages: readonly ProtoMessage[]): readonly number[] {
  const index = messages.findIndex(message => message === root || allMessages(message.messages).includes(root));
  const found = messages[index];
  if (!found) return [];
  return found === root ? [index] : [index, ...pathOf(root, found.messages)];
}
