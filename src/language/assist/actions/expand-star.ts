/** `*` and `alias.*` → the columns they stand for. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery, OutputColumn } from '../../names/bound.ts';
import { nameOf } from '../../names/text-of.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { leavesOf } from '../../rules/sql/walk.ts';
import { startOfLine } from './line-text.ts';
import { written } from './name-text.ts';
import { defineRefactoring } from './offer.ts';
import { innermost, meaningOf, queryAround, relationsOf } from './syntax-at.ts';

const TRADES = 'CREATE STREAM trades (ticker STRING, price DOUBLE);\n';

/** A longer list than this is written one column a line. */
const LINE = 60;

export const expandStar = defineRefactoring({
  id: 'expand-star',
  doc: 'Writes out the columns that `*` or `alias.*` stands for, where they are known.',
  kind: 'refactor.rewrite',
  keepsMeaning: true,
  good: [
    {
      before: `${TRADES}SELECT |* FROM trades;`,
      title: 'Expand *',
      after: `${TRADES}SELECT ticker, price FROM trades;`,
    },
    {
      before: `${TRADES}SELECT t.|*, 1 AS one FROM trades t;`,
      title: 'Expand t.*',
      after: `${TRADES}SELECT ticker, price, 1 AS one FROM trades t;`,
    },
    {
      before: `${TRADES}SELECT *| FROM trades a JOIN trades b ON a.ticker = b.ticker WITHIN 1h;`,
      title: 'Expand *',
      after: `${TRADES}SELECT a.ticker AS a_ticker, a.price AS a_price, b.ticker AS b_ticker, b.price AS b_price FROM trades a JOIN trades b ON a.ticker = b.ticker WITHIN 1h;`,
    },
    {
      before: `${TRADES}SELECT a.*, b.|* FROM trades a JOIN trades b ON a.ticker = b.ticker WITHIN 1h;`,
      title: 'Expand a.* and b.*',
      after: `${TRADES}SELECT a.ticker AS a_ticker, a.price AS a_price, b.ticker AS b_ticker, b.price AS b_price FROM trades a JOIN trades b ON a.ticker = b.ticker WITHIN 1h;`,
    },
  ],
  bad: [
    'SELECT |* FROM nothing_known;',
    `${TRADES}SELECT COUNT(|*) FROM trades;`,
    `${TRADES}SELECT |ticker FROM trades;`,
  ],
  offers: subject => {
    const star = innermost(subject, 'Star') ?? innermost(subject, 'QualifiedStar');
    const syntax = star && queryAround(star);
    const query = syntax && meaningOf(subject, syntax);
    if (!star || !query) return [];
    const stars = together(star, query);
    const lists = stars.map(one => columnsFor(one, query));
    if (!lists.every(columns => columns !== undefined)) return [];
    const textOf = (columns: readonly string[], start: number): string => {
      const at = subject.statement.offset + start;
      const line = columns.join(', ');
      const isLong = line.length > LINE && columns.length > 4;
      return isLong ? columns.join(`,\n${' '.repeat(at - startOfLine(subject.text, at))}`) : line;
    };
    return [
      {
        title: `Expand ${stars.map(one => (one.$type === 'Star' ? '*' : `${one.qualifier}.*`)).join(' and ')}`,
        edits: () => stars.map((one, i) => ({ span: spanOf(one), text: textOf(lists[i]!, spanOf(one).start) })),
      },
    ];
  },
});

/** With those of the list that it shares names with: what one of them alone stands for is called otherwise. */
function together(star: ast.Star | ast.QualifiedStar, query: BoundQuery): readonly (ast.Star | ast.QualifiedStar)[] {
  const isRenamed = (one: ast.Star | ast.QualifiedStar): boolean =>
    itemsOf(one, query).some(({ name, expression }) => {
      const source = withoutCasts(expression);
      return source.op === 'column' && query.columns[source.index]?.name !== name;
    });
  if (star.$type === 'Star' || !isRenamed(star)) return [star];
  return query.syntax.items.filter(one => one.$type === 'QualifiedStar').filter(isRenamed);
}

function itemsOf(star: ast.Star | ast.QualifiedStar, { items }: BoundQuery): readonly OutputColumn[] {
  const { start, end } = spanOf(star);
  return items.filter(item => item.span.start === start && item.span.end === end);
}

/** As they are written in the select list; undefined where some column has no name of its own, or is not known. */
function columnsFor(star: ast.Star | ast.QualifiedStar, query: BoundQuery): readonly string[] | undefined {
  const items = itemsOf(star, query);
  if (items.length === 0 || query.aggregation) return undefined;
  const columns = items.map(item => columnFor(item, query));
  return columns.every(one => one !== undefined) ? columns : undefined;
}

function columnFor({ name, expression, spread }: OutputColumn, query: BoundQuery): string | undefined {
  const source = withoutCasts(expression);
  if (spread) return undefined;
  if (source.op === 'window-bound')
    return named(`WINDOW_${source.bound.toUpperCase()}()`, `window_${source.bound}`, name);
  if (source.op !== 'column') return undefined;
  const column = query.columns[source.index];
  if (!column) return undefined;
  const qualifier = qualifierOf(column.leaf, query);
  return qualifier === undefined ? undefined : named(`${qualifier}${written(column.name)}`, column.name, name);
}

/** Columns of an INSERT are widened to those of its target. */
const withoutCasts = (expression: TypedExpression): TypedExpression =>
  expression.op === 'cast' ? withoutCasts(expression.operand) : expression;

const named = (text: string, has: string, wanted: string): string =>
  has === wanted ? text : `${text} AS ${written(wanted)}`;

/** Nothing where there is one relation alone; undefined for one that cannot be named. */
function qualifierOf(leaf: number, query: BoundQuery): string | undefined {
  const relations = relationsOf(query.syntax);
  if (leavesOf(query.input).size === 1) return '';
  const relation = relations[leaf];
  if (!relation) return undefined;
  if (relation.alias !== undefined) return `${relation.alias}.`;
  return relation.$type === 'NamedRelation' && relation.name !== undefined
    ? `${written(nameOf(relation.name))}.`
    : undefined;
}
