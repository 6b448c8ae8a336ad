/** INSERT INTO … VALUES. */

import type * as ast from '../../grammar/generated/ast.ts';
import { readProperties } from '../../properties/read.ts';
import { canCast } from '../../types/coerce.ts';
import { typeText } from '../../types/sql-type.ts';
import type { BoundValues, Later, RelationColumn } from '../bound.ts';
import { coerced, isUnknown } from '../expression/basics.ts';
import { bindExpression } from '../expression/bind-expression.ts';
import type { ExpressionContext } from '../expression/context.ts';
import { readAs } from '../expression/neighbour.ts';
import { note } from '../record/note-statement.ts';
import type { Reporter } from '../report.ts';
import { Scope } from '../scope.ts';
import { nameOf } from '../text-of.ts';
import type { TypedExpression } from '../typed-expression.ts';
import type { Environment } from './environment.ts';
import { namedColumns } from './fit.ts';
import { nullOf, placesOf } from './unnamed-columns.ts';

export function bindValues(node: ast.Insert, environment: Environment, reporter: Reporter): BoundValues {
  const target = nameOf(node.target ?? '');
  note(node, 'target', 'write', 'relation', node.target, reporter);
  const known = environment.target(target);
  const properties = readProperties(
    [],
    { created: undefined, reads: [], writes: [target] },
    reporter,
    environment.configFile,
  );
  const context: ExpressionContext = {
    scope: new Scope(),
    reporter,
    noAggregates: 'in VALUES',
    noOver: 'in VALUES',
    window: undefined,
    namedWindows: new Map(),
    outer: undefined,
    services: {
      bindSubquery: inner => {
        reporter.report('sql/values', reporter.at(inner), 'VALUES takes values, not a query', {
          help: `write INSERT INTO ${target} SELECT …`,
        });
        return undefined;
      },
      userFunction: name => environment.userFunction(name),
      userFunctionNames: () => environment.userFunctionNames(),
    },
  };
  const columns: readonly RelationColumn[] =
    node.columns.length > 0 ? namedColumns(node, known, reporter) : known && !known.open ? known.columns : [];
  const rows = node.rows.map(row => {
    if (columns.length > 0 && row.values.length !== columns.length)
      reporter.report(
        'sql/values',
        reporter.at(row),
        `this row has ${row.values.length} values for ${columns.length} columns`,
        { help: `it takes ${columns.map(column => column.name).join(', ')}` },
      );
    return row.values.map((value, i) => fitted(bindExpression(value, context), columns[i], target, reporter));
  });
  const nameless = columns.length === 0 && rows.length > 0;
  const later: Later[] = nameless
    ? [
        {
          span: reporter.at(node),
          what: `INSERT INTO ${target} VALUES, whose columns nobody names,`,
          help: `name them: INSERT INTO ${target} (a, b) VALUES …`,
        },
      ]
    : [];
  const places = node.columns.length > 0 ? placesOf(node, columns, known, reporter) : undefined;
  const whole = places && rows.every(row => row.length === columns.length);
  return {
    kind: 'values',
    target,
    into: known,
    columns: (whole ? places.map(place => place.column) : columns).map(column => column.name),
    rows: whole
      ? rows.map(row => places.map(({ column, from }) => (from === undefined ? nullOf(column, row[0]!) : row[from]!)))
      : rows,
    later: [...properties.later, ...later],
  };
}

/** The value as its column's type. */
function fitted(
  value: TypedExpression,
  column: RelationColumn | undefined,
  target: string,
  reporter: Reporter,
): TypedExpression {
  if (!column || column.type.kind === 'ANY' || isUnknown(value)) return value;
  const read = readAs(value, column.type);
  if (read && canCast(read.type, column.type)) return coerced(read, column.type);
  reporter.report(
    'sql/insert-type',
    value.span,
    `'${column.name}' of '${target}' is ${typeText(column.type)}; this is ${read ? typeText(value.type) : 'a text that cannot be read so'}`,
  );
  return value;
}
