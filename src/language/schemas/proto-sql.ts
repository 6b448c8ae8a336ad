/** Which SQL type a Protobuf field is read as. */
import type { Fix } from '../text/diagnostic.ts';
import { nearest } from '../text/nearest.ts';
import type { SqlType } from '../types/sql-type.ts';
import { ANY, JSON_TYPE, STRING } from '../types/sql-type.ts';
import type { ProtoField, ProtoMessage } from './proto-file.ts';
import { KNOWN_MESSAGES, OPEN_DECIMAL, SCALARS } from './proto-known.ts';
import type { LinkedFile } from './proto-link.ts';
import type { Findings, SchemaColumn } from './schema.ts';
import { Structs } from './structs.ts';

const TYPE_RULE = 'schema/proto-type';

/** Reads the messages of `main` and what it imports; findings are only about `main`. */
export class ProtoToSql {
  /** A type was not found that a missing import may have. */
  lacksImport = false;
  private readonly main: LinkedFile;
  private readonly findings: Findings;
  private readonly structs = new Structs();
  private readonly reported = new Set<ProtoField>();

  constructor(main: LinkedFile, findings: Findings) {
    this.main = main;
    this.findings = findings;
  }

  column(field: ProtoField, message: ProtoMessage, file: LinkedFile): SchemaColumn {
    const type = this.field(field, message, file);
    const doc = [field.doc, field.oneof && `one of ${field.oneof}`].filter(Boolean).join('; ');
    return {
      name: field.name,
      type,
      required: this.isAlwaysThere(field, message, file),
      ...(doc === '' ? {} : { doc }),
      span: field.nameSpan,
    };
  }

  /** Every field's type name is looked up, so that what is wrong is found in messages that no column needs as well. */
  check(message: ProtoMessage): void {
    for (const field of message.fields) this.named(field, message, this.main);
  }

  private field(field: ProtoField, message: ProtoMessage, file: LinkedFile): SqlType {
    const type = this.named(field, message, file);
    if (field.key !== undefined) return { kind: 'MAP', key: SCALARS.get(field.key) ?? STRING, value: type };
    return field.label === 'repeated' ? { kind: 'ARRAY', element: type } : type;
  }

  private named(field: ProtoField, message: ProtoMessage, file: LinkedFile): SqlType {
    const scalar = SCALARS.get(field.type);
    if (scalar) return scalar;
    const found = file.resolve(field.type, message.name);
    switch (found?.kind) {
      case 'enum':
        return STRING;
      case 'known':
        return this.known(found.name, field, file);
      case 'message': {
        if (isDecimal(found.message)) return OPEN_DECIMAL;
        const type = this.structs.of(found.message, () =>
          found.message.fields.map(inner => ({ name: inner.name, type: this.field(inner, found.message, found.file) })),
        );
        return type ?? this.recursive(field, found.message, file);
      }
      default:
        this.unknown(field, file);
        return ANY;
    }
  }

  private known(name: string, field: ProtoField, file: LinkedFile): SqlType {
    const { type, path } = KNOWN_MESSAGES.get(name)!;
    if (!file.known.has(path) && !file.incomplete)
      this.once(field, file, 'error', 'schema/proto-import', `${name} needs an import of "${path}"`, {
        fixes: [importOf(path, file.file.importAt)],
      });
    return type;
  }

  private unknown(field: ProtoField, file: LinkedFile): void {
    // One finding for one cause: the import that is missing is reported.
    if (file.incomplete) {
      this.lacksImport = true;
      return;
    }
    const meant = SYNONYMS.get(field.type.toLowerCase()) ?? nearest(field.type, [...SCALARS.keys(), ...file.names()]);
    this.once(field, file, 'error', TYPE_RULE, `there is no type '${field.type}' in this file or in what it imports`, {
      ...(meant
        ? {
            help: `did you mean '${meant}'?`,
            fixes: [{ title: `Use '${meant}'`, edits: [{ span: field.typeSpan, text: meant }] }],
          }
        : {}),
    });
  }

  private recursive(field: ProtoField, message: ProtoMessage, file: LinkedFile): SqlType {
    this.once(
      field,
      file,
      'info',
      'schema/recursive',
      `${message.name} contains itself: within itself it is read as JSON`,
      {},
    );
    return JSON_TYPE;
  }

  private once(
    field: ProtoField,
    file: LinkedFile,
    severity: 'error' | 'info',
    rule: string,
    message: string,
    more: { readonly help?: string; readonly fixes?: readonly Fix[] },
  ): void {
    if (file !== this.main || this.reported.has(field)) return;
    this.reported.add(field);
    this.findings.add(severity, rule, field.typeSpan, message, more);
  }

  /** A list, a map and (without `optional`) a scalar of proto3 are never absent: they are empty, 0 or ''. */
  private isAlwaysThere(field: ProtoField, message: ProtoMessage, file: LinkedFile): boolean {
    if (field.oneof !== undefined) return false;
    if (field.label === 'repeated' || field.key !== undefined || field.label === 'required') return true;
    if (field.label === 'optional' || file.file.syntax !== 'proto3') return false;
    return SCALARS.has(field.type) || file.resolve(field.type, message.name)?.kind === 'enum';
  }
}

/** `message Decimal { int64 units = 1; int32 scale = 2; }`: units × 10^-scale, by whatever package. */
export function isDecimal({ name, fields }: ProtoMessage): boolean {
  const [units, scale] = fields;
  return (
    /decimal(value)?$/i.test(name) &&
    fields.length === 2 &&
    /^(units|unscaled|unscaled_value|value)$/.test(units!.name) &&
    /^s?(int|fixed)64$/.test(units!.type) &&
    scale!.name === 'scale' &&
    /int32$/.test(scale!.type)
  );
}

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['int', 'int32'],
  ['integer', 'int32'],
  ['long', 'int64'],
  ['bigint', 'int64'],
  ['boolean', 'bool'],
  ['text', 'string'],
  ['str', 'string'],
  ['timestamp', 'google.protobuf.Timestamp'],
  ['duration', 'google.protobuf.Duration'],
]);

const importOf = (path: string, at: number): Fix => ({
  title: `Import "${path}"`,
  edits: [{ span: { start: at, end: at }, text: `${at === 0 ? '' : '\n'}import "${path}";${at === 0 ? '\n' : ''}` }],
});
