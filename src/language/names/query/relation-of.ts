/** What the output of a query offers to those who read it. */

import type { BoundInput, BoundQuery, EventTime, Relation } from '../bound.ts';

export const RECORD_TIME: EventTime = {
  column: undefined,
  format: { kind: 'auto' },
  boundMs: 0,
  idleMs: undefined,
};

/** A relation about which nothing is known: what stands for one that was reported. */
export const openRelation = (name: string, origin: Relation['origin'] = { kind: 'local' }, topic = name): Relation => ({
  name,
  kind: 'stream',
  columns: [],
  open: true,
  primaryKey: [],
  time: RECORD_TIME,
  windowed: false,
  origin,
  topic,
});

export function relationOf(
  name: string,
  kind: 'stream' | 'table',
  topic: string,
  query: BoundQuery,
  origin: Relation['origin'] = { kind: 'query' },
): Relation {
  const { boundMs, idleMs } = timeOf(query.input);
  const keys = query.items.filter(item => item.primaryKey).map(item => item.name);
  return {
    name,
    kind,
    columns: query.items
      .filter(item => !item.spread && item.name.toLowerCase() !== '_event_time')
      .map(item => ({ name: item.name, type: item.expression.type, required: false })),
    open: query.items.some(item => item.spread),
    primaryKey: keys.length > 0 ? keys : (groupedKeys(query) ?? inputKeys(query)),
    // Rows carry their time; what later rows may still be out of order by is the source's bound.
    time: { column: undefined, format: { kind: 'auto' }, boundMs, idleMs },
    windowed: query.window !== undefined,
    origin,
    topic,
  };
}

/** Output columns that are the group's key; none where a key is not put out. Undefined where nothing is grouped. */
function groupedKeys(query: BoundQuery): readonly string[] | undefined {
  if (query.unions.length > 0) return [];
  // DISTINCT groups by everything.
  if (query.distinct && !query.items.some(item => item.spread)) return query.items.map(item => item.name);
  if (!query.aggregation) return undefined;
  const names = query.aggregation.keys.map(key => query.items.find(item => item.name === key.name)?.name);
  return names.every(name => name !== undefined) ? names : [];
}

/** The key of the one relation that is read, under the names it is put out by; none where a part of it is not. */
function inputKeys({ input, columns, items }: BoundQuery): readonly string[] {
  if (input.kind !== 'relation' && input.kind !== 'query') return [];
  const names = input.relation.primaryKey.map(key => {
    const passed = items.find(
      ({ expression }) => expression.op === 'column' && columns[expression.index]?.name === key,
    );
    return passed?.name ?? (items.some(item => item.spread) ? key : undefined);
  });
  return names.every(name => name !== undefined) ? names : [];
}

/** The bound on disorder that rows come with: of several relations the widest. */
function timeOf(input: BoundInput): Pick<EventTime, 'boundMs' | 'idleMs'> {
  switch (input.kind) {
    case 'relation':
    case 'query':
      return input.time ?? input.relation.time;
    case 'match':
      return timeOf(input.input);
    case 'join': {
      const [left, right] = [timeOf(input.left), timeOf(input.right)];
      return left.boundMs >= right.boundMs ? left : right;
    }
    default:
      return RECORD_TIME;
  }
}
