/** The messages of a schema, each as its fields and what they are together. */
import type { ProtoWire, WireEnum, WireField, WireType } from '../../../src/language/schemas/proto-wire.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe } from '../../../src/language/types/value-text.ts';
import { memberFinder } from '../json/convert.ts';
import { type Composite, decimalComposite, KNOWN } from './known.ts';

export class Composites {
  private readonly wire: ProtoWire;
  private readonly made = new Map<string, Composite>();

  constructor(wire: ProtoWire) {
    this.wire = wire;
  }

  /** Of a field whose type is a message; undefined of any other. */
  of(type: WireType): Composite | undefined {
    if (type.kind === 'known') return KNOWN.get(type.name)!;
    return type.kind === 'message' ? this.message(type.name) : undefined;
  }

  message(name: string): Composite {
    let composite = this.made.get(name);
    if (!composite) {
      const { kind, fields } = this.wire.messages.find(message => message.name === name)!;
      composite = kind === 'decimal' ? decimalComposite(fields) : struct(name, fields);
      this.made.set(name, composite);
    }
    return composite;
  }

  enum(type: WireType): WireEnum {
    return this.wire.enums.find(({ name }) => name === type.name)!;
  }
}

function struct(name: string, fields: readonly WireField[]): Composite {
  const finders = fields.map(field => memberFinder(field.name));
  return {
    fields,
    make: parts => new Map(fields.map((field, i) => [field.name, parts[i]!])),
    parts: value => {
      if (!(value instanceof Map)) throw new RecordError('decode', `${describe(value)} is no STRUCT (${name})`);
      return finders.map(find => find(value as ReadonlyMap<string, Value>) ?? null);
    },
  };
}
