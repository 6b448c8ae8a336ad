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
    primaryKey: keys.length > 0 ? keys : groupedKeys(query),
    // Rows carry their time; what later rows may still be out of order by is the source's bound.
    time: { column: undefined, format: { kind: 'auto' }, boundMs, idleMs },
    windowed: query.window !== undefined,
    origin,
    topic,
  };
}

/** Output columns that are the group's key; none where a key is not put out. */
function groupedKeys(query: BoundQuery): readonly string[] {
  const keys = query.aggregation?.keys ?? [];
  const names = keys.map(key => query.items.find(item => item.name === key.name)?.name);
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
