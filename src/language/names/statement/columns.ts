/** The columns of a declaration, its key and its watermark. */

import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { EventTime, Relation, RelationColumn } from '../bound.ts';
import { bindType } from '../expression/casts.ts';
import { listed } from '../expression/columns.ts';
import { durationOf } from '../expression/literals.ts';
import { RECORD_TIME } from '../query/relation-of.ts';
import type { Name } from '../record/name.ts';
import type { NameRecorder } from '../record/recorder.ts';
import type { Reporter } from '../report.ts';
import { nameOf } from '../text-of.ts';

export interface DeclaredColumns {
  readonly columns: readonly RelationColumn[];
  readonly primaryKey: readonly string[];
  readonly watermark: ast.WatermarkDefinition | undefined;
  /** The declared column a name stands for; reports one that there is not. */
  resolve(written: string | undefined, at: AstNode, property: string, index?: number): string | undefined;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** @param known columns that come from elsewhere (a schema file), when none are written */
export function declaredColumns(
  node: ast.Create,
  known: Relation['columns'] | undefined,
  reporter: Reporter,
): DeclaredColumns {
  const name = nameOf(node.name ?? '');
  const definitions = node.elements.filter(element => element.$type === 'ColumnDefinition');
  const seen = new Map<string, ast.ColumnDefinition>();
  const declared: RelationColumn[] = [];
  const declaredNames = new Map<string, Name>();
  for (const definition of definitions) {
    const column = nameOf(definition.name ?? '');
    const first = seen.get(column);
    if (first)
      reporter.report('sql/duplicate-column', reporter.at(definition), `'${column}' is declared twice`, {
        related: [{ span: reporter.at(first), message: 'the first' }],
      });
    seen.set(column, definition);
    const { names } = reporter;
    if (names && !declaredNames.has(column)) declaredNames.set(column, { kind: 'column', name: column });
    names?.note(reporter.shifted(spanOfProperty(definition, 'name')), 'declaration', declaredNames.get(column));
    const constraints = definition.constraints.map(one => one.kind?.toUpperCase());
    declared.push({
      name: column,
      type: bindType(definition.type, { reporter }),
      required: constraints.includes('NOT'),
    });
  }
  const columns = definitions.length > 0 ? declared : (known ?? []);
  if (reporter.names) offer(name, columns, declaredNames, reporter.names);
  const resolve: DeclaredColumns['resolve'] = (written, at, property, index) => {
    const wanted = nameOf(written ?? '');
    const found = columns.find(column => column.name === wanted) ?? columns.find(column => same(column.name, wanted));
    if (!found && columns.length > 0)
      reporter.report('sql/unknown-column', reporter.at(at), `there is no column '${wanted}' in '${name}'`, {
        help: `its columns are ${listed(columns.map(column => column.name))}`,
      });
    if (found)
      reporter.names?.note(
        reporter.shifted(spanOfProperty(at, property, index)),
        'read',
        reporter.names.offered(found.name),
      );
    return found?.name ?? (columns.length === 0 ? wanted : undefined);
  };
  const inline = definitions
    .filter(one =>
      one.constraints.some(constraint => ['PRIMARY', 'KEY'].includes(constraint.kind?.toUpperCase() ?? '')),
    )
    .map(one => nameOf(one.name ?? ''));
  const listedKeys = node.elements
    .filter(element => element.$type === 'PrimaryKeyDefinition')
    .flatMap(element =>
      element.columns.map((column, i) => resolve(column, element, 'columns', i)).filter(column => column !== undefined),
    );
  const watermarks = node.elements.filter(element => element.$type === 'WatermarkDefinition');
  if (watermarks[1])
    reporter.report('sql/watermark', reporter.at(watermarks[1]), 'a relation has one event time', {
      help: 'keep one WATERMARK',
    });
  return { columns, primaryKey: [...inline, ...listedKeys], watermark: watermarks[0], resolve };
}

/** What others see of the relation: columns written here, or those of a schema file. */
function offer(
  relation: string,
  columns: readonly RelationColumn[],
  declared: ReadonlyMap<string, Name>,
  names: NameRecorder,
): void {
  const known = new Set(columns.map(column => column.name));
  const own = names.outside('relation', relation);
  names.offers(name => declared.get(name) ?? (known.has(name) ? names.columnOutside(own, name) : undefined));
}

/** `WATERMARK FOR c AS c` or `c - INTERVAL …`. */
export function watermarkOf(
  node: ast.WatermarkDefinition | undefined,
  resolve: DeclaredColumns['resolve'],
  reporter: Reporter,
): EventTime {
  if (!node) return RECORD_TIME;
  const column = resolve(node.column, node, 'column');
  const expression = node.expression;
  const isColumn = (one: ast.Expression | undefined) =>
    one?.$type === 'ColumnName' && same(nameOf(one.name ?? ''), nameOf(node.column ?? ''));
  let boundMs: number | undefined;
  if (reporter.names && column !== undefined) {
    const { names } = reporter;
    const uses = expression?.$type === 'ArithmeticChain' ? expression.parts : [expression];
    for (const one of uses)
      if (one && isColumn(one)) names.note(reporter.at(one as AstNode), 'read', names.offered(column));
  }
  if (isColumn(expression)) boundMs = 0;
  else if (
    expression?.$type === 'ArithmeticChain' &&
    expression.operators.length === 1 &&
    expression.operators[0] === '-' &&
    isColumn(expression.parts[0])
  )
    boundMs = durationOf(expression.parts[1]!);
  // An unknown column is reported already.
  if (boundMs === undefined && column !== undefined)
    reporter.report(
      'sql/watermark',
      reporter.at((expression ?? node) as AstNode),
      `a watermark is the column, or the column less a duration`,
      { help: `write WATERMARK FOR ${node.column} AS ${node.column} - INTERVAL '5' SECOND` },
    );
  return { column, format: { kind: 'auto' }, boundMs: boundMs ?? 0, idleMs: undefined };
}
