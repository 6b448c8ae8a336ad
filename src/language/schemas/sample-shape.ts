/** What the values of one place in a sample have been so far, and the SQL type that holds them all. */
import type { Span } from '../text/span.ts';
import { parseInt64 } from '../types/int64.ts';
import type { SqlType } from '../types/sql-type.ts';
import { ANY, BIGINT, BOOLEAN, DATE, DOUBLE, decimal, JSON_TYPE, STRING, TIMESTAMP } from '../types/sql-type.ts';
import { SqlDate, Timestamp } from '../types/temporal.ts';
import type { JsonNode } from './json-tree.ts';

/** The room a DECIMAL gets: prices seen as 101.5 will be 1012.2575 one day, and a digit too many fails a record. */
const LEAST_SCALE = 4;
const LEAST_PRECISION = 18;
const MORE_WHOLE_DIGITS = 4;
/** More members than this in one object are keys of a map rather than fields. */
const MOST_FIELDS = 200;

/** What one value was; the order of these names says nothing. */
export type Seen = 'integer' | 'fraction' | 'exponent' | 'boolean' | 'date' | 'timestamp' | 'text' | 'object' | 'array';

/** Two kinds of values at one place that no ordinary type holds together, reported where the second one came. */
export interface Conflict {
  readonly span: Span;
  /** `amount`, `address.zip`, `tags[]`. */
  readonly path: string;
  readonly before: Seen;
  readonly now: Seen;
  readonly shape: Shape;
}

export class Shape {
  readonly path: string;
  readonly seen = new Set<Seen>();
  readonly fields = new Map<string, { readonly shape: Shape; readonly span: Span; count: number }>();
  private readonly conflicts: Conflict[];
  private item: Shape | undefined;
  /** Most digits before and after the point. */
  private whole = 1;
  private scale = 0;
  private beyond64 = false;

  /** @param conflicts gathers those of all places */
  constructor(path: string, conflicts: Conflict[]) {
    this.path = path;
    this.conflicts = conflicts;
  }

  add(node: JsonNode): void {
    if (node.kind === 'null') return;
    const now = this.kindOf(node);
    const before = [...this.seen].find(each => !together(each, now));
    if (before !== undefined && !this.seen.has(now))
      this.conflicts.push({ span: node.span, path: this.path, before, now, shape: this });
    this.seen.add(now);
    if (node.kind === 'array')
      for (const item of node.items) {
        this.item ??= new Shape(`${this.path}[]`, this.conflicts);
        this.item.add(item);
      }
    if (node.kind === 'object') this.addMembers(node);
  }

  /** The members of one record; of a name that is there twice the last one counts. */
  addMembers(node: Extract<JsonNode, { kind: 'object' }>): void {
    const last = new Map(node.members.map(member => [member.name, member]));
    for (const { name, nameSpan, value } of last.values()) {
      let field = this.fields.get(name);
      if (!field) {
        const path = this.path === '' ? name : `${this.path}.${name}`;
        field = { shape: new Shape(path, this.conflicts), span: nameSpan, count: 0 };
        this.fields.set(name, field);
      }
      if (value.kind !== 'null') field.count++;
      field.shape.add(value);
    }
  }

  get type(): SqlType {
    const { seen } = this;
    const only = (...kinds: Seen[]) => [...seen].every(each => kinds.includes(each));
    if (seen.size === 0) return ANY;
    if (only('integer') && !this.beyond64) return BIGINT;
    if (only('integer', 'fraction')) return this.decimal();
    if (only('integer', 'fraction', 'exponent')) return DOUBLE;
    if (only('boolean')) return BOOLEAN;
    if (only('date')) return DATE;
    if (only('date', 'timestamp')) return TIMESTAMP;
    if (only('date', 'timestamp', 'text')) return STRING;
    if (only('array')) return { kind: 'ARRAY', element: this.item?.type ?? ANY };
    if (only('object') && this.fields.size > 0 && this.fields.size <= MOST_FIELDS)
      return { kind: 'STRUCT', fields: Array.from(this.fields, ([name, { shape }]) => ({ name, type: shape.type })) };
    return JSON_TYPE;
  }

  private kindOf(node: Exclude<JsonNode, { kind: 'null' }>): Seen {
    switch (node.kind) {
      case 'number':
        return this.numberKind(node.text);
      case 'string':
        if (SqlDate.parse(node.text)) return 'date';
        return Timestamp.parse(node.text) ? 'timestamp' : 'text';
      default:
        return node.kind;
    }
  }

  /** As types/json.ts reads them: an exponent makes a DOUBLE, a fraction a DECIMAL, all else is a whole number. */
  private numberKind(text: string): Seen {
    if (/[eE]/.test(text)) return 'exponent';
    const [whole = '', fraction = ''] = text.replace('-', '').split('.');
    this.whole = Math.max(this.whole, whole.length);
    this.scale = Math.max(this.scale, fraction.length);
    if (fraction === '' && parseInt64(text) === undefined) this.beyond64 = true;
    return fraction === '' ? 'integer' : 'fraction';
  }

  private decimal(): SqlType {
    const { whole } = this;
    if (whole + this.scale > 38) return ANY;
    if (this.scale === 0) return decimal(38, 0);
    const scale = Math.min(Math.max(this.scale, LEAST_SCALE), 38 - whole);
    return decimal(Math.min(38, Math.max(LEAST_PRECISION, whole + MORE_WHOLE_DIGITS + scale)), scale);
  }
}

/** Kinds of values that one type holds as if nothing were: not worth a note. */
const TOGETHER: readonly (readonly Seen[])[] = [
  ['integer', 'fraction'],
  ['date', 'timestamp'],
];

const together = (a: Seen, b: Seen): boolean =>
  a === b || TOGETHER.some(group => group.includes(a) && group.includes(b));
