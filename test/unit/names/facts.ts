/** The facts about a bound statement that cases may name. */
import type { BoundInput, BoundQuery, BoundStatement, Relation } from '../../../src/language/names/bound.ts';
import { relationOf } from '../../../src/language/names/query/relation-of.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { showExpression, showInput, showKeys, showMatch, showTime, showWindow } from './show.ts';

export function queryOf(bound: BoundStatement | undefined): BoundQuery | undefined {
  if (bound?.kind === 'explain') return queryOf(bound.statement);
  return bound?.kind === 'query' ? bound.query : undefined;
}

/** What a reader of the statement's relation would see. */
function relationBy(bound: BoundStatement | undefined): Relation | undefined {
  if (bound?.kind === 'explain') return relationBy(bound.statement);
  if (bound?.kind === 'source') return bound.relation;
  return bound?.kind === 'query' ? relationOf(bound.target, bound.outputKind, bound.topic, bound.query) : undefined;
}

/** `symbol STRING, total DECIMAL(38, 2)`; `…` at the end where other names are looked up in the record. */
export function shownColumns(bound: BoundStatement | undefined): string | undefined {
  const relation = relationBy(bound);
  if (!relation) return undefined;
  const columns = relation.columns.map(({ name, type }) => `${name} ${typeText(type)}`);
  return [...columns, ...(relation.open ? ['…'] : [])].join(', ');
}

export function factsOf(bound: BoundStatement): Readonly<Record<string, string | undefined>> {
  const relation = relationBy(bound);
  const query = queryOf(bound);
  return {
    statement: statementOf(bound),
    kind: bound.kind === 'query' ? bound.outputKind : relation?.kind,
    key: relation?.primaryKey.join(', '),
    time: relation && showTime(relation.time),
    windowed: relation && String(relation.windowed),
    topic: relation?.topic,
    ...(query ? ofQuery(query) : {}),
  };
}

function ofQuery(query: BoundQuery): Readonly<Record<string, string | undefined>> {
  const timed = timedOf(query.input);
  return {
    from: showInput(query.input),
    where: query.where && showExpression(query.where),
    items: query.items.map(item => showExpression(item.expression)).join(', '),
    'grouped by': query.aggregation?.keys.map(key => `${key.name} = ${showExpression(key.expression)}`).join(', '),
    aggregates: query.aggregation?.calls
      .map(call => showExpression({ op: 'aggregate', ...call, span: { start: 0, end: 0 } }))
      .join(', '),
    having: query.having && showExpression(query.having),
    order: query.orderBy.length > 0 ? showKeys(query.orderBy) : undefined,
    limit: query.limit === undefined ? undefined : String(query.limit),
    window: query.window && showWindow(query.window.window),
    'window time': query.window?.time && showExpression(query.window.time),
    'read time': timed && showTime(timed),
    emit: query.emit && (query.emit.mode === 'EVERY' ? `EVERY ${query.emit.everyMs}` : query.emit.mode),
    unions: query.unions.map(({ all, query: one }) => `${all ? 'ALL ' : ''}${showInput(one.input)}`).join(', '),
    match: query.input.kind === 'match' ? showMatch(query.input.match) : undefined,
    measures:
      query.input.kind === 'match'
        ? query.input.match.measures.map(one => `${one.name} = ${showExpression(one.expression)}`).join(', ')
        : undefined,
    define:
      query.input.kind === 'match'
        ? query.input.match.definitions.map(one => `${one.name} = ${showExpression(one.condition)}`).join(', ')
        : undefined,
  };
}

/** By which time the first relation is read. */
function timedOf(input: BoundInput): Relation['time'] | undefined {
  switch (input.kind) {
    case 'relation':
    case 'query':
      return input.time ?? input.relation.time;
    case 'join':
      return timedOf(input.left);
    case 'match':
      return timedOf(input.input);
    default:
      return undefined;
  }
}

function statementOf(bound: BoundStatement): string {
  switch (bound.kind) {
    case 'explain':
      return `EXPLAIN${bound.analyze ? ' ANALYZE' : ''} ${statementOf(bound.statement)}`;
    case 'command':
      return `${bound.command}${bound.name === undefined ? '' : ` ${bound.name}`}`;
    case 'function':
      return `FUNCTION ${bound.declared.name}(${bound.declared.parameters.map(one => `${one.name} ${typeText(one.type)}`).join(', ')}) ${typeText(bound.declared.returns)}`;
    case 'values':
      return `VALUES INTO ${bound.target}(${bound.columns.join(', ')}) ${bound.rows.map(row => `(${row.map(showExpression).join(', ')})`).join(', ')}`;
    case 'source':
      return `SOURCE ${bound.relation.name}`;
    case 'query': {
      const job = bound.job
        ? ` JOB ${bound.job.name}${bound.job.version === undefined ? '' : ` ${bound.job.version}`}${bound.job.strategy ? ` ${bound.job.strategy.kind}${bound.job.strategy.percent === undefined ? '' : ` ${bound.job.strategy.percent}`}` : ''}`
        : '';
      return `WRITE ${bound.target}${bound.into ? ' (declared)' : ''}${bound.bare ? ' (bare)' : ''}${job}`;
    }
  }
}
