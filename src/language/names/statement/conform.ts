/** Fits a query's columns to those its target declares: by position, as in Flink SQL, widened where nothing is lost. */

import { canCast, commonType } from '../../types/coerce.ts';
import { Decimal } from '../../types/decimal.ts';
import { type SqlType, sameType, typeText } from '../../types/sql-type.ts';
import type { BoundQuery, OutputColumn, RelationColumn } from '../bound.ts';
import { coerced, isOpen } from '../expression/basics.ts';
import { readAs } from '../expression/neighbour.ts';
import type { Reporter } from '../report.ts';
import type { TypedExpression } from '../typed-expression.ts';

export function conform(
  query: BoundQuery,
  columns: readonly RelationColumn[],
  target: string,
  reporter: Reporter,
): BoundQuery {
  // Whole records carry their own names.
  if (query.items.some(item => item.spread)) return query;
  const written = query.items.filter((_, i) => i !== query.eventTimeItem);
  const at = query.items[0]?.span ?? { start: 0, end: 0 };
  const span = { start: at.start, end: query.items.at(-1)?.span.end ?? at.end };
  if (written.length !== columns.length) {
    reporter.report(
      'sql/insert-columns',
      span,
      `'${target}' has ${columns.length} columns, this query gives ${written.length}`,
      { help: `it takes ${columns.map(column => column.name).join(', ')}` },
    );
    return query;
  }
  const names = new Set(columns.map(column => column.name.toLowerCase()));
  const misplaced = written.find(
    (item, i) => names.has(item.name.toLowerCase()) && item.name.toLowerCase() !== columns[i]!.name.toLowerCase(),
  );
  if (misplaced)
    reporter.report(
      'sql/insert-order',
      misplaced.span,
      `'${misplaced.name}' goes to the column '${columns[written.indexOf(misplaced)]!.name}': columns are matched by position`,
      { severity: 'warning', help: `put them in the order ${columns.map(column => column.name).join(', ')}` },
    );
  const items = query.items.map((item, i) => {
    if (i === query.eventTimeItem) return item;
    const column = columns[written.indexOf(item)]!;
    return fitted(item, column, target, reporter);
  });
  const branches = query.unions.map(({ all, query: branch }) => ({
    all,
    query:
      branch.items.length === query.items.length
        ? {
            ...branch,
            items: branch.items.map((item, i) => ({
              ...item,
              expression: coerced(item.expression, items[i]!.expression.type),
            })),
          }
        : branch,
  }));
  return { ...query, items, unions: branches };
}

function fitted(item: OutputColumn, column: RelationColumn, target: string, reporter: Reporter): OutputColumn {
  const { expression, span } = item;
  const { type } = expression;
  const renamed = { ...item, name: column.name };
  if (isOpen(column.type) || sameType(type, column.type)) return renamed;
  if (type.kind === 'NULL' || isOpen(type)) return { ...renamed, expression: coerced(expression, column.type) };
  const read = readAs(expression, column.type);
  if (read && read !== expression) return { ...renamed, expression: coerced(read, column.type) };
  if (widens(type, column.type) || fitsLiteral(expression, column.type))
    return { ...renamed, expression: coerced(expression, column.type) };
  if (!canCast(type, column.type) || type.kind === 'STRING') {
    const is = read ? typeText(type) : 'a text that cannot be read so';
    reporter.report(
      'sql/insert-type',
      span,
      `'${column.name}' of '${target}' is ${typeText(column.type)}; this is ${is}`,
      { help: `write CAST(… AS ${typeText(column.type)}), or change the declaration` },
    );
    return renamed;
  }
  reporter.report(
    'sql/lossy-cast',
    span,
    `${typeText(type)} becomes ${typeText(column.type)} in '${column.name}' of '${target}': what does not fit is rounded or fails`,
    { severity: 'warning', help: `write CAST(… AS ${typeText(column.type)}) if that is meant` },
  );
  return { ...renamed, expression: coerced(expression, column.type) };
}

/** A number that is written out and has no more digits than fit. */
function fitsLiteral(expression: TypedExpression, to: SqlType): boolean {
  if (expression.op !== 'literal' || expression.text === null || to.kind !== 'DECIMAL') return false;
  const value = Decimal.parse(expression.text);
  return value !== undefined && value.scale <= to.scale && value.precision() - value.scale <= to.precision - to.scale;
}

/** Whether every value of one type is one of the other. */
function widens(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'BIGINT' && to.kind === 'DECIMAL') return to.precision - to.scale >= 19;
  if (from.kind === 'DECIMAL' && to.kind === 'DECIMAL')
    return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale;
  if (to.kind === 'DOUBLE' && (from.kind === 'BIGINT' || from.kind === 'DECIMAL')) return true;
  const common = commonType(from, to);
  return common !== undefined && sameType(common, to) && to.kind !== 'DOUBLE' && to.kind !== 'DECIMAL';
}
