/** Named records written out as STRUCTs, within bounds: a schema can name a record within itself, or double it at each level. */
import type { SqlType } from '../types/sql-type.ts';
import { JSON_TYPE } from '../types/sql-type.ts';

/** A type of more parts than this, written out, is read as JSON: nobody could read it, and it could be endless. */
const MOST_PARTS = 20_000;

export class Structs {
  private readonly open = new Set<object>();
  private readonly done = new Map<object, SqlType>();
  private readonly parts = new Map<SqlType, number>();

  /** Undefined within itself. `fields` is asked once for each `named`. */
  of(named: object, fields: () => readonly { readonly name: string; readonly type: SqlType }[]): SqlType | undefined {
    if (this.open.has(named)) return undefined;
    const known = this.done.get(named);
    if (known) return known;
    this.open.add(named);
    const struct: SqlType = { kind: 'STRUCT', fields: fields() };
    this.open.delete(named);
    const type = struct.fields.length === 0 || this.partsOf(struct) > MOST_PARTS ? JSON_TYPE : struct;
    this.done.set(named, type);
    return type;
  }

  private partsOf(type: SqlType): number {
    const known = this.parts.get(type);
    if (known !== undefined) return known;
    const inner =
      type.kind === 'STRUCT'
        ? type.fields.map(field => field.type)
        : type.kind === 'ARRAY'
          ? [type.element]
          : type.kind === 'MAP'
            ? [type.key, type.value]
            : [];
    const count = 1 + inner.reduce((sum, each) => sum + this.partsOf(each), 0);
    this.parts.set(type, count);
    return count;
  }
}
