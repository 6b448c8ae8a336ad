/** Writes messages of one type: the values of their fields, in the fields' order, to bytes. */
import type { WireField } from '../../../src/language/schemas/proto-wire.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import type { Composites } from './composites.ts';
import { enumNumber } from './enums.ts';
import { BYTES, DEEPEST, VARINT } from './input.ts';
import { type Composite, NULL_PARTS } from './known.ts';
import type { Output } from './output.ts';
import { SCALAR_TYPES } from './scalars.ts';

type Present = Exclude<Value, null>;
type Write = (value: Value, output: Output) => void;

/** A value without its tag. */
interface Body {
  readonly wire: number;
  write(value: Present, output: Output): void;
  isZero(value: Present): boolean;
  /** Where NULL is an element: absent where that cannot be written. */
  readonly writeNull?: (output: Output) => void;
}

export class Writers {
  private readonly composites: Composites;
  private readonly made = new Map<Composite, readonly Write[]>();
  private depth = 0;

  constructor(composites: Composites) {
    this.composites = composites;
  }

  /** A field with its tag, of NULL nothing. RecordError that names the field. */
  field(field: WireField): Write {
    const write = this.unnamed(field);
    return (value, output) => {
      try {
        write(value, output);
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        throw new RecordError(error.code, `'${field.name}': ${error.message}`);
      }
    };
  }

  private unnamed(field: WireField): Write {
    const { number, rule } = field;
    const body = this.body(field);
    const tag = tagOf(number, body.wire);
    const bytesTag = tagOf(number, BYTES);
    switch (rule) {
      case 'map':
        return this.map(field, body, bytesTag);
      case 'packed':
        return (value, output) => {
          const items = itemsOf(value);
          if (items.length === 0) return;
          output.raw(bytesTag);
          const from = output.open();
          for (const item of items) {
            if (item === null) throw noNull();
            body.write(item, output);
          }
          output.close(from);
        };
      case 'repeated':
        return (value, output) => {
          for (const item of itemsOf(value)) {
            output.raw(tag);
            if (item !== null) body.write(item, output);
            else if (body.writeNull) body.writeNull(output);
            else throw noNull();
          }
        };
      default:
        return (value, output) => {
          if (value === null) {
            if (rule === 'required') throw new RecordError('decode', 'it is required by its message and NULL');
            return;
          }
          if (rule === 'implicit' && body.isZero(value)) return;
          output.raw(tag);
          body.write(value, output);
        };
    }
  }

  private body(field: WireField): Body {
    const nested = this.composites.of(field.type);
    if (nested) return this.message(nested, field.type.name === 'google.protobuf.Value');
    if (field.type.kind === 'scalar') return SCALAR_TYPES.get(field.type.name)!;
    const number = enumNumber(this.composites.enum(field.type));
    return {
      wire: VARINT,
      write: (value, output) => output.varint64(number(value)),
      isZero: value => number(value) === 0,
    };
  }

  private message(composite: Composite, hasNull: boolean): Body {
    const write = (parts: readonly Value[], output: Output): void => {
      if (++this.depth > DEEPEST) {
        this.depth = 0;
        throw new RecordError('decode', `More than ${DEEPEST} messages within each other`);
      }
      const from = output.open();
      const fields = this.fields(composite);
      for (let i = 0; i < fields.length; i++) fields[i]!(parts[i]!, output);
      output.close(from);
      this.depth--;
    };
    return {
      wire: BYTES,
      write: (value, output) => write(composite.parts(value), output),
      isZero: () => false,
      ...(hasNull ? { writeNull: (output: Output) => write(NULL_PARTS, output) } : {}),
    };
  }

  /** Made when they are needed: messages may contain themselves. */
  private fields(composite: Composite): readonly Write[] {
    let fields = this.made.get(composite);
    if (!fields) {
      fields = composite.fields.map(field => this.field(field));
      this.made.set(composite, fields);
    }
    return fields;
  }

  /** A key and a value as fields 1 and 2 of an entry, both always there, as Java writes them. */
  private map(field: WireField, body: Body, tag: readonly number[]): Write {
    const key = SCALAR_TYPES.get(field.key!)!;
    const keyTag = tagOf(1, key.wire);
    const valueTag = tagOf(2, body.wire);
    return (value, output) => {
      if (value === null) return;
      if (!(value instanceof Map)) throw new RecordError('decode', 'it is no MAP');
      for (const [name, member] of value as ReadonlyMap<string, Value>) {
        output.raw(tag);
        const from = output.open();
        output.raw(keyTag);
        key.write(field.key === 'bool' ? name === 'true' : name, output);
        output.raw(valueTag);
        if (member !== null) body.write(member, output);
        else if (body.writeNull) body.writeNull(output);
        else throw noNull();
        output.close(from);
      }
    };
  }

  /** A record that failed halfway leaves nothing behind. */
  reset(): void {
    this.depth = 0;
  }
}

function itemsOf(value: Value): readonly Value[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value as readonly Value[];
  throw new RecordError('decode', 'it is no ARRAY');
}

const noNull = (): RecordError =>
  new RecordError('decode', 'NULL cannot be an element: Protobuf has none in lists and maps');

function tagOf(number: number, wire: number): readonly number[] {
  const bytes: number[] = [];
  let rest = number * 8 + wire;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return bytes;
}
