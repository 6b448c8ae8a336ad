/** Two versions of a .proto: fields by their numbers, as their bytes are; names as SQL reads them. */
import type { Span } from '../../text/span.ts';
import type { ProtoEnum, ProtoField, ProtoMessage } from '../proto-file.ts';
import { allMessages } from '../proto-file.ts';
import { SCALARS } from '../proto-known.ts';
import { type LinkedFile, linkProto } from '../proto-link.ts';
import { parseProto } from '../proto-parse.ts';
import { Findings } from '../schema.ts';
import { COMPATIBILITY_RULE, type Compatibility, type SchemaVersion } from './compare.ts';

export function compareProto(
  before: SchemaVersion,
  now: SchemaVersion,
  compatibility: Compatibility,
  findings: Findings,
): void {
  const old = linked(before);
  const fresh = linked(now);
  const messages = new Map(allMessages(fresh.file.messages).map(message => [message.name, message]));
  const start: Span = { start: 0, end: 0 };
  if (old.file.package !== fresh.file.package)
    findings.error(
      COMPATIBILITY_RULE,
      start,
      `the package was '${old.file.package}' and is '${fresh.file.package}': its messages are others now`,
    );
  for (const message of allMessages(old.file.messages)) {
    const found = messages.get(message.name);
    if (found) compareMessage(message, found, { old, fresh, compatibility, findings });
    else if (old.file.package === fresh.file.package)
      findings.error(COMPATIBILITY_RULE, start, `the message ${message.name} is there no more`);
  }
  const enums = new Map(enumsOf(fresh).map(each => [each.name, each]));
  for (const each of enumsOf(old)) {
    const found = enums.get(each.name);
    if (found) compareEnum(each, found, compatibility, findings);
  }
}

interface Both {
  readonly old: LinkedFile;
  readonly fresh: LinkedFile;
  readonly compatibility: Compatibility;
  readonly findings: Findings;
}

const linked = ({ text, resolve = () => undefined }: SchemaVersion): LinkedFile => {
  const findings = new Findings();
  return linkProto(parseProto(text, findings), resolve, findings);
};

const enumsOf = ({ file }: LinkedFile): readonly ProtoEnum[] => [
  ...file.enums,
  ...allMessages(file.messages).flatMap(({ enums }) => enums),
];

function compareMessage(before: ProtoMessage, now: ProtoMessage, both: Both): void {
  const { findings, compatibility } = both;
  const title = (field: ProtoField): string => `'${now.name.slice(now.name.lastIndexOf('.') + 1)}.${field.name}'`;
  for (const field of before.fields) {
    const found = now.fields.find(({ number }) => number === field.number);
    if (found) {
      compareField(field, found, before, now, title(found), both);
      continue;
    }
    if (field.label === 'required' && compatibility !== 'backward')
      findings.error(
        COMPATIBILITY_RULE,
        now.span,
        `${title(field)}: it was required, and readers of the old schema fail without it`,
      );
    const kept = now.reserved.numbers.some(([from, to]) => field.number >= from && field.number <= to);
    if (!kept)
      findings.add(
        'warning',
        COMPATIBILITY_RULE,
        now.span,
        `${title(field)}: it is gone, and its number ${field.number} is free to mean something else`,
        {
          help: `write reserved ${field.number}; in ${now.name}`,
        },
      );
  }
  for (const field of now.fields) {
    if (before.fields.some(({ number }) => number === field.number)) continue;
    if (field.label === 'required' && compatibility !== 'forward')
      findings.error(
        COMPATIBILITY_RULE,
        field.nameSpan,
        `${title(field)}: it is required, and records of the old schema have no such field`,
      );
    const renumbered = before.fields.find(({ name }) => name === field.name);
    if (renumbered && !now.fields.some(({ number }) => number === renumbered.number))
      findings.error(
        COMPATIBILITY_RULE,
        field.nameSpan,
        `${title(field)}: its number was ${renumbered.number} and is ${field.number}: what was written under the old one is not found`,
      );
  }
}

function compareField(
  before: ProtoField,
  now: ProtoField,
  inOld: ProtoMessage,
  inNew: ProtoMessage,
  title: string,
  both: Both,
): void {
  const { findings, old, fresh, compatibility } = both;
  const error = (span: Span, message: string) => findings.error(COMPATIBILITY_RULE, span, `${title}: ${message}`);
  const warning = (span: Span, message: string) =>
    findings.add('warning', COMPATIBILITY_RULE, span, `${title}: ${message}`);
  const [was, is] = [typeOf(before, inOld, old), typeOf(now, inNew, fresh)];
  if (before.name !== now.name)
    warning(now.nameSpan, `field ${now.number} was called '${before.name}': SQL and JSON go by names`);
  const list = (field: ProtoField): string =>
    field.key !== undefined ? 'a map' : field.label === 'repeated' ? 'a list' : 'one value';
  if (list(before) !== list(now)) error(now.nameSpan, `it was ${list(before)} and is ${list(now)}`);
  else if (was.name !== is.name) {
    if (was.wire === undefined || was.wire !== is.wire)
      error(now.typeSpan, `it was ${was.name} and is ${is.name}, whose bytes are others`);
    else {
      const narrower =
        (compatibility !== 'forward' && is.bits < was.bits) || (compatibility !== 'backward' && was.bits < is.bits);
      warning(
        now.typeSpan,
        `it was ${was.name} and is ${is.name}: their bytes are alike${narrower ? ', and values that do not fit come out as others' : ''}`,
      );
    }
  }
  if (before.key !== now.key && before.key !== undefined && now.key !== undefined)
    error(now.typeSpan, `its keys were ${before.key} and are ${now.key}`);
  if (before.label !== 'required' && now.label === 'required' && compatibility !== 'forward')
    error(now.nameSpan, 'it is required now, and old records may lack it');
  if (before.label === 'required' && now.label !== 'required' && compatibility !== 'backward')
    error(now.nameSpan, 'it was required, and readers of the old schema fail where it is absent');
  if (before.oneof === undefined && now.oneof !== undefined && now.oneof !== now.name)
    error(now.nameSpan, 'it is a member of a oneof now: of records that have several members all but one are lost');
}

interface WireKind {
  readonly name: string;
  /** Types of the same kind have the same bytes; undefined: only the same type has. */
  readonly wire: string | undefined;
  readonly bits: number;
}

const KINDS: Readonly<Record<string, readonly [wire: string, bits: number]>> = {
  bool: ['varint', 1],
  int32: ['varint', 32],
  uint32: ['varint', 32],
  int64: ['varint', 64],
  uint64: ['varint', 64],
  sint32: ['zigzag', 32],
  sint64: ['zigzag', 64],
  fixed32: ['fixed32', 32],
  sfixed32: ['fixed32', 32],
  fixed64: ['fixed64', 64],
  sfixed64: ['fixed64', 64],
  string: ['bytes', 0],
  bytes: ['bytes', 0],
};

function typeOf(field: ProtoField, message: ProtoMessage, file: LinkedFile): WireKind {
  if (SCALARS.has(field.type)) {
    const [wire, bits] = KINDS[field.type] ?? [undefined, 0];
    return { name: field.type, wire, bits };
  }
  const found = file.resolve(field.type, message.name);
  if (found?.kind === 'enum') return { name: found.name, wire: 'varint', bits: 32 };
  return {
    name: found?.kind === 'message' ? found.message.name : (found?.name ?? field.type),
    wire: undefined,
    bits: 0,
  };
}

function compareEnum(before: ProtoEnum, now: ProtoEnum, compatibility: Compatibility, findings: Findings): void {
  const gone = before.values.filter(value => !now.values.some(({ number }) => number === value.number));
  const come = now.values.filter(value => !before.values.some(({ number }) => number === value.number));
  const title = now.name.slice(now.name.lastIndexOf('.') + 1);
  if (gone.length > 0 && compatibility !== 'forward')
    findings.add(
      'warning',
      COMPATIBILITY_RULE,
      now.span,
      `${title}: ${gone.map(({ name }) => name).join(', ')} is there no more: old records have it as a number`,
    );
  if (come.length > 0 && compatibility !== 'backward')
    findings.add(
      'warning',
      COMPATIBILITY_RULE,
      now.span,
      `${title}: readers of the old schema know ${come.map(({ name }) => name).join(', ')} as a number only`,
    );
  for (const value of now.values) {
    const old = before.values.find(({ number }) => number === value.number);
    if (
      old &&
      old.name !== value.name &&
      !before.values.some(({ name, number }) => name === value.name && number === value.number)
    )
      findings.error(
        COMPATIBILITY_RULE,
        value.span,
        `${title}: ${value.number} was ${old.name} and is ${value.name}: old records change their meaning`,
      );
  }
}
