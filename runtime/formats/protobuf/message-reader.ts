/** Reads messages of one type: bytes to the values of their fields, in the fields' order. */
import type { WireField } from '../../../src/language/schemas/proto-wire.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import type { Composites } from './composites.ts';
import { enumReader } from './enums.ts';
import { BYTES, type Input, VARINT } from './input.ts';
import type { Composite } from './known.ts';
import { SCALAR_TYPES } from './scalars.ts';

/** A message of which more may come: one field that stands twice is one message, put together of both. */
class Begun {
  readonly parts: Part[];
  constructor(size: number) {
    this.parts = new Array<Part>(size).fill(undefined);
  }
}

type Part = Value | Begun | Value[] | Map<string, Value> | undefined;

interface FieldReader {
  read(input: Input, tag: number, parts: Part[]): void;
  /** What was read, or what absence means. */
  finish(part: Part): Value;
}

export class MessageReader {
  private readonly composite: Composite;
  private readonly fields: readonly (FieldReader | undefined)[];
  private readonly places = new Map<number, number>();
  /** Of small numbers: the field's place, or -1. */
  private readonly small: Int32Array;
  private readonly rivals: readonly (readonly number[])[];

  constructor(composite: Composite, fields: readonly (FieldReader | undefined)[]) {
    this.composite = composite;
    this.fields = fields;
    this.small = new Int32Array(64).fill(-1);
    for (const [place, { number }] of composite.fields.entries()) {
      if (!fields[place]) continue;
      this.places.set(number, place);
      if (number < this.small.length) this.small[number] = place;
    }
    this.rivals = composite.fields.map(({ oneof }, place) =>
      oneof === undefined
        ? []
        : composite.fields.flatMap((other, i) => (other.oneof === oneof && i !== place ? [i] : [])),
    );
  }

  /** A record's values in the order of the fields, NULL for those that are not asked for. */
  values(input: Input): Value[] {
    const begun = new Begun(this.fields.length);
    this.readInto(begun.parts, input);
    return this.finished(begun.parts);
  }

  begin(): Begun {
    return new Begun(this.fields.length);
  }

  finish({ parts }: Begun): Value {
    return this.composite.make(this.finished(parts));
  }

  /** To the input's end. */
  readInto(parts: Part[], input: Input): void {
    const { small } = this;
    while (input.at < input.end) {
      const tag = input.tag();
      const number = tag >>> 3;
      const place = number < 64 ? small[number]! : (this.places.get(number) ?? -1);
      if (place < 0) {
        input.skip(tag);
        continue;
      }
      for (const rival of this.rivals[place]!) parts[rival] = undefined;
      this.fields[place]!.read(input, tag, parts);
    }
  }

  private finished(parts: readonly Part[]): Value[] {
    return this.fields.map((field, i) => (field ? field.finish(parts[i]) : null));
  }
}

/** The readers of a schema's messages, made when they are needed: messages may contain themselves. */
export class Readers {
  private readonly composites: Composites;
  private readonly made = new Map<Composite, { reader: MessageReader | undefined }>();

  constructor(composites: Composites) {
    this.composites = composites;
  }

  /** @param numbers whether enums are their numbers rather than their names */
  field(field: WireField, place: number, numbers: boolean): FieldReader {
    if (field.rule === 'map') return this.map(field, place);
    const nested = this.composites.of(field.type);
    if (!nested) return this.plain(field, place, numbers);
    const where = expecting(field, BYTES);
    if (field.rule === 'repeated')
      return {
        read: (input, tag, parts) => {
          where(tag);
          listAt(parts, place).push(this.nested(nested, input, undefined));
        },
        finish: part => (part as Value[] | undefined) ?? NO_ITEMS,
      };
    return {
      read: (input, tag, parts) => {
        where(tag);
        const begun = (parts[place] as Begun | undefined) ?? this.reader(nested).begin();
        parts[place] = begun;
        this.into(nested, input, begun);
      },
      finish: part => {
        if (part !== undefined) return this.named(field, () => this.reader(nested).finish(part as Begun));
        if (field.rule === 'required') throw missing(field);
        return null;
      },
    };
  }

  /** @param wanted of a record: the places of the fields that are read; undefined: all */
  reader(composite: Composite, wanted?: (place: number) => { readonly numbers: boolean } | undefined): MessageReader {
    const make = () =>
      new MessageReader(
        composite,
        composite.fields.map((field, place) => {
          const as = wanted ? wanted(place) : { numbers: false };
          return as && this.field(field, place, as.numbers);
        }),
      );
    if (wanted) return make();
    let known = this.made.get(composite);
    if (!known) {
      known = { reader: undefined };
      this.made.set(composite, known);
    }
    known.reader ??= make();
    return known.reader;
  }

  private plain(field: WireField, place: number, numbers: boolean): FieldReader {
    const { wire, zero, read } = this.valueOf(field, numbers);
    const single = expecting(field, wire);
    if (field.rule === 'repeated' || field.rule === 'packed')
      return {
        read: (input, tag, parts) => {
          const list = listAt(parts, place);
          const add = () => {
            const value = read(input);
            if (value !== undefined) list.push(value);
          };
          if ((tag & 7) !== BYTES || wire === BYTES) {
            single(tag);
            add();
          } else
            within(input, () => {
              while (input.at < input.end) add();
            });
        },
        finish: part => (part as Value[] | undefined) ?? NO_ITEMS,
      };
    const { rule } = field;
    return {
      read: (input, tag, parts) => {
        if ((tag & 7) !== wire) single(tag);
        const value = read(input);
        if (value !== undefined) parts[place] = value;
      },
      finish: part => {
        if (part !== undefined) return part as Value;
        if (rule === 'required') throw missing(field);
        return rule === 'implicit' ? zero : null;
      },
    };
  }

  /** `read` gives undefined for an enum's number that a closed enum does not list: as if it were not there. */
  private valueOf(
    field: WireField,
    numbers: boolean,
  ): { wire: number; zero: Value; read: (input: Input) => Value | undefined } {
    if (field.type.kind !== 'enum') {
      const { wire, zero, read } = SCALAR_TYPES.get(field.type.name)!;
      return { wire, zero, read };
    }
    const read = enumReader(this.composites.enum(field.type), numbers);
    return { wire: VARINT, zero: read(0) ?? null, read: input => read(input.varint32() | 0) };
  }

  private map(field: WireField, place: number): FieldReader {
    const key = SCALAR_TYPES.get(field.key!)!;
    const nested = this.composites.of(field.type);
    const value = nested ? undefined : this.valueOf(field, false);
    const where = expecting(field, BYTES);
    const keyWhere = expecting(field, key.wire);
    const valueWhere = expecting(field, value ? value.wire : BYTES);
    return {
      read: (input, tag, parts) => {
        where(tag);
        const entries = (parts[place] as Map<string, Value> | undefined) ?? new Map<string, Value>();
        parts[place] = entries;
        let name: Value = key.zero;
        let member: Value | Begun | undefined;
        let known = true;
        within(input, () => {
          while (input.at < input.end) {
            const inner = input.tag();
            if (inner >>> 3 === 1) {
              keyWhere(inner);
              name = key.read(input);
            } else if (inner >>> 3 === 2) {
              valueWhere(inner);
              if (nested) {
                const begun: Begun = member instanceof Begun ? member : this.reader(nested).begin();
                member = begun;
                this.into(nested, input, begun);
              } else {
                member = value!.read(input);
                known = member !== undefined;
              }
            } else input.skip(inner);
          }
        });
        if (!known) return;
        if (nested)
          entries.set(
            String(name),
            this.named(field, () =>
              this.reader(nested).finish(member instanceof Begun ? member : this.reader(nested).begin()),
            ),
          );
        else entries.set(String(name), member === undefined ? value!.zero : (member as Value));
      },
      finish: part => (part as Map<string, Value> | undefined) ?? NO_MEMBERS,
    };
  }

  private nested(composite: Composite, input: Input, field: WireField | undefined): Value {
    const begun = this.reader(composite).begin();
    this.into(composite, input, begun);
    return field ? this.named(field, () => this.reader(composite).finish(begun)) : this.reader(composite).finish(begun);
  }

  private into(composite: Composite, input: Input, { parts }: Begun): void {
    input.deeper();
    within(input, () => this.reader(composite).readInto(parts, input));
    input.depth--;
  }

  private named(field: WireField, make: () => Value): Value {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      throw new RecordError(error.code, `'${field.name}': ${error.message}`);
    }
  }
}

const NO_ITEMS: Value = [];
const NO_MEMBERS: Value = new Map();

function listAt(parts: Part[], place: number): Value[] {
  const list = (parts[place] as Value[] | undefined) ?? [];
  parts[place] = list;
  return list;
}

/** Bytes with their length before them, read to their end. */
function within(input: Input, read: () => void): void {
  const length = input.length();
  const { end } = input;
  input.end = input.at + length;
  read();
  input.end = end;
}

const missing = (field: WireField): RecordError =>
  new RecordError('decode', `'${field.name}' is required by its message and is missing`);

const WIRE_NAMES = ['varint', '64 bits', 'bytes', 'a group', "a group's end", '32 bits'];

/** Bytes of another schema would be read as a row of zeros; protobuf's own libraries do that. */
function expecting({ name, number, type }: WireField, wire: number): (tag: number) => void {
  return tag => {
    if ((tag & 7) === wire) return;
    throw new RecordError(
      'decode',
      `Field ${number} is ${WIRE_NAMES[tag & 7]} where '${name}' (${type.name}) is ${WIRE_NAMES[wire]}: written by another schema`,
    );
  };
}
