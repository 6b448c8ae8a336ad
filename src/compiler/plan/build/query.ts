/** A statement that writes → its query of the plan, after the queries inside it that it reads. */
import type { BoundQuery, BoundWrite } from '../../../language/names/bound.ts';
import { ANY } from '../../../language/types/sql-type.ts';
import { changesOf } from '../changes.ts';
import type { PlanQuery, RecordFormats } from '../plan.ts';
import { widthOf } from '../width.ts';
import { retracting, standing, upserting } from './changes.ts';
import type { BuildContext } from './context.ts';
import { emitOf } from './emit.ts';
import { keyPartsOf } from './key-parts.ts';
import { buildTree } from './tree.ts';

export interface Surroundings {
  readonly bounded: boolean;
  readonly versioned: boolean;
  /** The queries of the statements before. */
  readonly before: readonly PlanQuery[];
  /** A name that no query of the plan has yet. */
  unique(wanted: string): string;
}

export function buildQuery(
  name: string,
  statement: number,
  bound: BoundWrite,
  { bounded, versioned, before, unique }: Surroundings,
): PlanQuery[] {
  const locals: { readonly of: BoundQuery | undefined; readonly kept: string; readonly made: PlanQuery }[] = [];
  const context: BuildContext = {
    name,
    bounded,
    versioned,
    inTime: versioned,
    asTable: bound.outputKind === 'table',
    before,
    local(query, localName, kept, inTime = false) {
      const asked = `${kept ? `${kept.count} ${kept.name} ${kept.at}` : ''}${inTime ? ' in time' : ''}`;
      const known = locals.find(one => one.of === query && one.kept === asked);
      if (known) return known.made;
      // Without LIMIT the order inside another query is about nothing, and of a stream it would never come out.
      const orderBy = query.limit === undefined && !bounded ? [] : query.orderBy;
      const root = buildTree({ ...query, orderBy }, { ...context, ...(kept ? { kept } : {}), inTime, asTable: false });
      const made: PlanQuery = {
        name: unique(`${name}.${localName}`),
        statement,
        bare: false,
        local: true,
        root,
        output: { topic: '', kind: 'stream', columns: columnsOf(query), decimalAsString: bound.decimalAsString },
      };
      locals.push({ of: query, kept: asked, made });
      return made;
    },
    shared(rows) {
      if (rows.node === 'reference') return rows;
      const columns = Array.from({ length: widthOf(rows) }, (_, i) => ({ name: `c${i}`, type: ANY }));
      const made: PlanQuery = {
        name: unique(`${name}.rows`),
        statement,
        bare: false,
        local: true,
        root: rows,
        output: {
          topic: '',
          kind: 'stream',
          columns: columns.map(column => ({ ...column, spread: false })),
          decimalAsString: bound.decimalAsString,
        },
      };
      locals.push({ of: undefined, kept: '', made });
      const origin = { kind: 'field', required: false, keyFallback: false } as const;
      return {
        node: 'reference',
        query: made.name,
        changes: changesOf(rows),
        columns: columns.map(column => ({ ...column, origin })),
      };
    },
  };
  const tree = buildTree(bound.query, context);
  const final = bounded && bound.bare && emitOf(bound.query, context) === 'FINAL';
  const { topic, outputKind: kind, decimalAsString, bare, changelog } = bound;
  const root = final ? standing(tree) : changelog === 'retract' ? retracting(tree) : upserting(tree);
  const output = {
    topic,
    kind,
    columns: columnsOf(bound.query),
    decimalAsString,
    ...(changelog ? { changelog } : {}),
    ...(bound.formats ? encodedAs(bound.formats, bound) : {}),
    ...(bound.compression ? { compression: bound.compression } : {}),
    ...(bound.file ? { file: bound.file } : {}),
  };
  return [...locals.map(({ made }) => made), { name, statement, bare, local: false, root, output }];
}

const encodedAs = (formats: RecordFormats, bound: BoundWrite) => {
  const key = keyPartsOf(bound.query);
  return {
    formats,
    ...(bound.into && !bound.into.open ? { declared: bound.into.columns } : {}),
    ...(key ? { key } : {}),
  };
};

const columnsOf = (query: BoundQuery): PlanQuery['output']['columns'] =>
  query.items.flatMap(({ name, expression, spread }, i) =>
    i === query.eventTimeItem ? [] : [{ name, type: expression.type, spread }],
  );
