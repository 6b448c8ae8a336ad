/** Avro's schema resolution, asked of two versions: what a reader of one cannot read of the other (specification 1.12). */
import type { Span } from '../../text/span.ts';
import type { AvroEnum, AvroRecord, AvroType } from '../avro-type.ts';
import { avroTypeName } from '../avro-type.ts';
import type { Findings } from '../schema.ts';
import { COMPATIBILITY_RULE, type Compatibility, type Reading, readings, writerOf } from './compare.ts';

const PROMOTIONS: Readonly<Record<string, readonly string[]>> = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

/** What stands against reading, where: said by the path of fields. */
interface Objection {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

export function compareAvro(before: AvroType, now: AvroType, compatibility: Compatibility, findings: Findings): void {
  const said = new Set<string>();
  for (const reading of readings(compatibility)) {
    const [reader, writer] = reading.reader === 'new' ? [now, before] : [before, now];
    const resolution = new Resolution(reading);
    resolution.check(reader, writer, '', 'span' in now ? now.span : { start: 0, end: 0 });
    for (const { path, span, message } of resolution.objections) {
      const text = path === '' ? message : `'${path}': ${message}`;
      if (said.has(text)) continue;
      said.add(text);
      findings.error(COMPATIBILITY_RULE, span, text);
    }
  }
}

class Resolution {
  readonly objections: Objection[] = [];
  private readonly reading: Reading;
  /** Pairs that are being compared or were: records may contain themselves. */
  private readonly seen = new Map<AvroType, Set<AvroType>>();

  constructor(reading: Reading) {
    this.reading = reading;
  }

  check(reader: AvroType, writer: AvroType, path: string, span: Span): void {
    const pairs = this.seen.get(reader) ?? new Set();
    if (pairs.has(writer)) return;
    this.seen.set(reader, pairs.add(writer));
    if (writer.kind === 'union') {
      for (const branch of writer.branches) this.check(reader, branch, path, span);
      return;
    }
    if (reader.kind === 'union') {
      if (!reader.branches.some(branch => this.couldRead(branch, writer)))
        this.object(
          path,
          span,
          `${this.what(writer)} has none of ${reader.branches.map(avroTypeName).join(', ')} to be read as`,
        );
      else {
        const same = reader.branches.find(branch => branch.kind === writer.kind && this.couldRead(branch, writer));
        if (same) this.check(same, writer, path, span);
      }
      return;
    }
    if (reader.kind === 'record' && writer.kind === 'record') this.record(reader, writer, path, span);
    else if (reader.kind === 'enum' && writer.kind === 'enum') this.enum(reader, writer, path, span);
    else if (reader.kind === 'array' && writer.kind === 'array')
      this.check(reader.items, writer.items, `${path}[]`, span);
    else if (reader.kind === 'map' && writer.kind === 'map')
      this.check(reader.values, writer.values, `${path}{}`, span);
    else if (!this.couldRead(reader, writer))
      this.object(path, span, `${this.what(writer)} cannot be read as ${typeOf(reader)}`);
    else this.logical(reader, writer, path, span);
  }

  /** By themselves, whatever is in them. */
  private couldRead(reader: AvroType, writer: AvroType): boolean {
    if (reader.kind === 'union') return reader.branches.some(branch => this.couldRead(branch, writer));
    if (reader.kind === 'primitive' && writer.kind === 'primitive')
      return reader.name === writer.name || (PROMOTIONS[writer.name]?.includes(reader.name) ?? false);
    if (reader.kind === 'fixed' && writer.kind === 'fixed')
      return reader.size === writer.size && sameName(reader, writer);
    if ((reader.kind === 'record' && writer.kind === 'record') || (reader.kind === 'enum' && writer.kind === 'enum'))
      return sameName(reader, writer);
    return reader.kind === writer.kind && (reader.kind === 'array' || reader.kind === 'map');
  }

  private record(reader: AvroRecord, writer: AvroRecord, path: string, span: Span): void {
    if (!sameName(reader, writer))
      this.object(
        path,
        span,
        `the record is called ${reader.name} by the ${this.reading.reader} schema and ${writer.name} by the other: an alias would tell that it is the same`,
      );
    for (const field of reader.fields) {
      const written = writer.fields.find(({ name }) => name === field.name || field.aliases.includes(name));
      const inner = path === '' ? field.name : `${path}.${field.name}`;
      const at = this.reading.reader === 'new' ? field.nameSpan : (written?.nameSpan ?? span);
      if (written) this.check(field.type, written.type, inner, at);
      else if (field.fallback === undefined)
        this.object(
          inner,
          at,
          `records of the ${writerOf(this.reading)} schema have no such field, and the ${this.reading.reader} one gives it no default`,
        );
    }
  }

  private enum(reader: AvroEnum, writer: AvroEnum, path: string, span: Span): void {
    if (!sameName(reader, writer))
      this.object(
        path,
        span,
        `the enum is called ${reader.name} by the ${this.reading.reader} schema and ${writer.name} by the other`,
      );
    const unknown = writer.symbols.filter(symbol => !reader.symbols.includes(symbol));
    if (unknown.length > 0 && reader.fallback === undefined)
      this.object(
        path,
        span,
        `the ${this.reading.reader} schema does not know ${unknown.join(', ')} of the ${writerOf(this.reading)} one, and its enum ${reader.name} has no default`,
      );
  }

  /** The bytes fit; what they mean must, too. */
  private logical(reader: AvroType, writer: AvroType, path: string, span: Span): void {
    const [a, b] = [logicalText(reader), logicalText(writer)];
    if (a !== b)
      this.object(
        path,
        span,
        `${b ?? 'a plain value'} of the ${writerOf(this.reading)} schema is read as ${a ?? 'a plain value'}`,
      );
  }

  private what(writer: AvroType): string {
    return `${typeOf(writer)} of the ${writerOf(this.reading)} schema`;
  }

  private object(path: string, span: Span, message: string): void {
    this.objections.push({ path, span, message });
  }
}

const typeOf = (type: AvroType): string =>
  type.kind === 'fixed' ? `${type.name} of ${type.size} bytes` : avroTypeName(type);

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Names match without their namespaces, or by an alias of the reader's. */
const sameName = (
  reader: { readonly name: string; readonly aliases: readonly string[] },
  writer: { readonly name: string },
): boolean =>
  lastPart(reader.name) === lastPart(writer.name) ||
  reader.aliases.some(alias => lastPart(alias) === lastPart(writer.name));

function logicalText(type: AvroType): string | undefined {
  const logical = type.kind === 'primitive' || type.kind === 'fixed' ? type.logical : undefined;
  if (logical?.kind === 'decimal') return `decimal(${logical.precision}, ${logical.scale})`;
  return logical?.kind === 'uuid' ? undefined : logical?.kind;
}
