/** Avro types → code that reads their values: as they were written, or resolved to the schema that somebody reads by. */
import type { AvroLogical, AvroRecord, AvroType, PrimitiveName } from '../../../src/language/schemas/avro-type.ts';
import { avroTypeName } from '../../../src/language/schemas/avro-type.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { defaultValue } from './default.ts';
import type { Input } from './input.ts';
import { fromLogical } from './logical.ts';

export type Read = (input: Input) => Value;
export type Skip = (input: Input) => void;

/** Avro specification 1.12, "Schema Resolution": what a written type may be read as besides itself. */
const PROMOTED: Readonly<Partial<Record<PrimitiveName, readonly PrimitiveName[]>>> = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

/**
 * Makes readers for one pair of schemas. What cannot be resolved throws RecordError when such a value comes: a union's other
 * branches can still be read.
 */
export class Reading {
  private readonly known = new Map<AvroType, Map<AvroType, Read>>();
  private readonly skips = new Map<AvroType, Skip>();

  /** @param wanted what it is read as; the same object where nothing is to be resolved */
  of(written: AvroType, wanted: AvroType = written): Read {
    const byWanted = this.known.get(written) ?? new Map<AvroType, Read>();
    this.known.set(written, byWanted);
    const known = byWanted.get(wanted);
    if (known) return known;
    // A record may be named within itself: who asks for it meanwhile gets it later.
    let made: Read | undefined;
    byWanted.set(wanted, input => made!(input));
    made = this.make(written, wanted);
    byWanted.set(wanted, made);
    return made;
  }

  /** Passes over a value of this type. */
  skip(type: AvroType): Skip {
    const known = this.skips.get(type);
    if (known) return known;
    let made: Skip | undefined;
    this.skips.set(type, input => made!(input));
    made = this.makeSkip(type);
    this.skips.set(type, made);
    return made;
  }

  private make(written: AvroType, wanted: AvroType): Read {
    if (written.kind === 'union') {
      const branches = written.branches.map(branch => this.of(branch, written === wanted ? branch : wanted));
      const count = branches.length;
      return input => branches[input.choice(count)]!(input);
    }
    if (wanted.kind === 'union') {
      const branch = branchFor(written, wanted.branches);
      return branch ? this.of(written, branch) : unreadable(written, wanted);
    }
    if (!matches(written, wanted)) return unreadable(written, wanted);
    switch (written.kind) {
      case 'primitive':
        return primitive(written.name, wanted, written.logical);
      case 'fixed': {
        const { size } = written;
        return logically(input => input.fixed(size), logicalOf(written, wanted));
      }
      case 'enum': {
        const { symbols } = written;
        if (wanted.kind !== 'enum') return unreadable(written, wanted);
        const read = symbols.map(symbol => (wanted.symbols.includes(symbol) ? symbol : wanted.fallback));
        return input => {
          const choice = input.choice(symbols.length);
          const symbol = read[choice];
          if (symbol === undefined)
            throw new RecordError(
              'decode',
              `'${symbols[choice]}' is no symbol of ${wanted.name}, which has no default: it has ${wanted.symbols.join(', ')}`,
            );
          return symbol;
        };
      }
      case 'array':
        return this.array(written.items, wanted.kind === 'array' ? wanted.items : written.items);
      case 'map':
        return this.map(written.values, wanted.kind === 'map' ? wanted.values : written.values);
      case 'record':
        return wanted.kind === 'record' ? this.recordOrReason(written, wanted) : unreadable(written, wanted);
      case 'invalid':
        return unreadable(written, wanted);
    }
  }

  private array(written: AvroType, wanted: AvroType): Read {
    const item = this.of(written, wanted);
    const least = leastBytes(written);
    return input => {
      const items: Value[] = [];
      for (let count = input.block(least); count > 0; count = input.block(least))
        for (let i = 0; i < count; i++) items.push(item(input));
      return items;
    };
  }

  private map(written: AvroType, wanted: AvroType): Read {
    const value = this.of(written, wanted);
    return input => {
      const members = new Map<string, Value>();
      for (let count = input.block(1); count > 0; count = input.block(1))
        for (let i = 0; i < count; i++) members.set(input.string(), value(input));
      return members;
    };
  }

  private recordOrReason(written: AvroRecord, wanted: AvroRecord): Read {
    try {
      return this.record(written, wanted);
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      return () => {
        throw new RecordError('decode', error.message);
      };
    }
  }

  private record(written: AvroRecord, wanted: AvroRecord): Read {
    const steps = this.steps(written, wanted);
    const places = new Map(wanted.fields.map(({ name }, i) => [name, i]));
    const names = wanted.fields.map(({ name }) => name);
    const constants = wanted.fields.map(({ name }) => steps.missing.get(name));
    const program = steps.taken.map(({ name, skip, read }) =>
      name === undefined ? { place: -1, read, skip } : { place: places.get(name)!, read, skip },
    );
    const inOrder = constants.every(value => value === undefined) && program.every(({ place }, i) => place === i);
    return input => {
      input.enter();
      const members = new Map<string, Value>();
      if (inOrder) {
        for (let i = 0; i < program.length; i++) members.set(names[i]!, program[i]!.read(input));
      } else {
        const values = constants.slice();
        for (const { place, read, skip } of program)
          if (place < 0) skip(input);
          else values[place] = read(input);
        for (let i = 0; i < names.length; i++) members.set(names[i]!, values[i]!);
      }
      input.leave();
      return members;
    };
  }

  /**
   * The written fields in their order, with the name they are read as (undefined: not at all), and the values of those that
   * were not written. Throws RecordError for a field that nobody wrote and that has no default.
   */
  steps(
    written: AvroRecord,
    wanted: AvroRecord,
  ): {
    readonly taken: readonly { readonly name: string | undefined; readonly read: Read; readonly skip: Skip }[];
    readonly missing: ReadonlyMap<string, Value>;
  } {
    const missing = new Map<string, Value>();
    const sources = new Map<string, (typeof wanted.fields)[number]>();
    for (const field of wanted.fields) {
      const source = [field.name, ...field.aliases].find(name => written.fields.some(one => one.name === name));
      if (source !== undefined) sources.set(source, field);
      else if (field.fallback) missing.set(field.name, defaultValue(field.type, field.fallback));
      else
        throw new RecordError(
          'decode',
          `'${field.name}' is missing in ${written.name} as it was written, and has no default in ${wanted.name} as it is read`,
        );
    }
    const taken = written.fields.map(({ name, type }) => {
      const field = sources.get(name);
      return { name: field?.name, read: field ? this.of(type, field.type) : nothing, skip: this.skip(type) };
    });
    return { taken, missing };
  }

  private makeSkip(type: AvroType): Skip {
    switch (type.kind) {
      case 'primitive':
        return SKIPS[type.name];
      case 'fixed': {
        const { size } = type;
        return input => input.skip(size);
      }
      case 'enum':
        return input => void input.choice(type.symbols.length);
      case 'union': {
        const branches = type.branches.map(branch => this.skip(branch));
        return input => branches[input.choice(branches.length)]!(input);
      }
      case 'array':
        return this.skipBlocks(leastBytes(type.items), this.skip(type.items));
      case 'map': {
        const value = this.skip(type.values);
        return this.skipBlocks(1, input => {
          input.skipBlob();
          value(input);
        });
      }
      case 'record': {
        const fields = type.fields.map(field => this.skip(field.type));
        return input => {
          input.enter();
          for (let i = 0; i < fields.length; i++) fields[i]!(input);
          input.leave();
        };
      }
      case 'invalid':
        return unreadable(type, type);
    }
  }

  private skipBlocks(least: number, skip: Skip): Skip {
    return input => {
      for (let count = input.skipBlock(least); count !== 0; count = input.skipBlock(least))
        for (let i = 0; i < count; i++) skip(input);
    };
  }
}

const nothing: Read = () => null;

const READS: Readonly<Record<PrimitiveName, Read>> = {
  null: nothing,
  boolean: input => input.boolean(),
  int: input => input.int(),
  long: input => input.long(),
  float: input => input.float(),
  double: input => input.double(),
  bytes: input => input.blob(),
  string: input => input.string(),
};

const SKIPS: Readonly<Record<PrimitiveName, Skip>> = {
  null: () => undefined,
  boolean: input => input.skip(1),
  int: input => input.skipLong(),
  long: input => input.skipLong(),
  float: input => input.skip(4),
  double: input => input.skip(8),
  bytes: input => input.skipBlob(),
  string: input => input.skipBlob(),
};

const UTF_8 = new TextEncoder();

function primitive(name: PrimitiveName, wanted: AvroType, writtenLogical: AvroLogical | undefined): Read {
  const read = READS[name];
  if (wanted.kind !== 'primitive') return read;
  const logical = logicalOf(
    { kind: 'primitive', name, ...(writtenLogical ? { logical: writtenLogical } : {}) },
    wanted,
  );
  if (wanted.name === name)
    return name === 'bytes' && logical?.kind === 'decimal' ? decimal(logical) : logically(read, logical);
  if (name === 'string') return logically(input => UTF_8.encode(input.string()), logical);
  if (name === 'bytes') return logically(input => input.string(), logical);
  if (name === 'long' && wanted.name !== 'long') return input => Number(input.long());
  return logically(read, logical);
}

/** As `logically`, without the bytes of small ones. */
function decimal(logical: Extract<AvroLogical, { kind: 'decimal' }>): Read {
  const { scale } = logical;
  const convert = fromLogical(logical);
  return input => {
    const unscaled = input.shortNumber();
    return unscaled === undefined ? convert(input.blob()) : Decimal.ofUnits(unscaled, scale);
  };
}

const logically = (read: Read, logical: AvroLogical | undefined): Read => {
  if (!logical) return read;
  const convert = fromLogical(logical);
  return input => convert(read(input));
};

const FAMILY = /^(decimal|timestamp|local-timestamp|time|date|uuid|duration)/;
const familyOf = (logical: AvroLogical): string => FAMILY.exec(logical.kind)![1]!.replace('local-', '');

/** What is read is what the reader calls it; how many digits or which unit the number has, the writer knows. */
function logicalOf(
  written: Extract<AvroType, { kind: 'primitive' | 'fixed' }>,
  wanted: AvroType,
): AvroLogical | undefined {
  const asked = wanted.kind === 'primitive' || wanted.kind === 'fixed' ? wanted.logical : undefined;
  if (asked && written.logical && familyOf(asked) === familyOf(written.logical)) return written.logical;
  return asked;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Whether a value of one can be read as the other at all; what is inside is looked at later. */
function matches(written: AvroType, wanted: AvroType): boolean {
  if (written.kind === 'primitive')
    return (
      wanted.kind === 'primitive' &&
      (written.name === wanted.name || (PROMOTED[written.name]?.includes(wanted.name) ?? false))
    );
  if (written.kind === 'fixed') return wanted.kind === 'fixed' && written.size === wanted.size;
  return written.kind === wanted.kind && written.kind !== 'invalid';
}

/** The branch that a value is read as: one of the same name before one of the same kind. */
function branchFor(written: AvroType, branches: readonly AvroType[]): AvroType | undefined {
  const same = (branch: AvroType): boolean => {
    if (branch.kind !== written.kind) return false;
    if (branch.kind === 'primitive') return branch.name === avroTypeName(written);
    if (!('aliases' in branch)) return true;
    const name = lastPart(avroTypeName(written));
    return [branch.name, ...branch.aliases].some(one => lastPart(one) === name);
  };
  return branches.find(same) ?? branches.find(branch => matches(written, branch));
}

function unreadable(written: AvroType, wanted: AvroType): Read {
  const message =
    written === wanted
      ? `${avroTypeName(written)} cannot be read`
      : `${shown(written)} was written where ${shown(wanted)} is read`;
  return () => {
    throw new RecordError('decode', message);
  };
}

const shown = (type: AvroType): string =>
  type.kind === 'union' ? type.branches.map(avroTypeName).join(' or ') : avroTypeName(type);

/** Bytes that a value takes at least. */
function leastBytes(type: AvroType, open: ReadonlySet<AvroType> = new Set()): number {
  switch (type.kind) {
    case 'primitive':
      return type.name === 'null' ? 0 : type.name === 'float' ? 4 : type.name === 'double' ? 8 : 1;
    case 'fixed':
      return type.size;
    case 'record': {
      if (open.has(type)) return 0;
      const within = new Set([...open, type]);
      return type.fields.reduce((sum, field) => sum + leastBytes(field.type, within), 0);
    }
    default:
      return 1;
  }
}
