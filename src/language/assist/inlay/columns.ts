/** What `*` stands for, and of which type a computed column is. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery, OutputColumn } from '../../names/bound.ts';
import { typeText } from '../../types/sql-type.ts';
import type { Inlay } from './hint.ts';

/** So many characters a list of columns may have. */
const MOST = 70;

/** @param offset where the text begins that the query's positions count from */
export function columnInlays({ syntax, items }: BoundQuery, offset: number): readonly Inlay[] {
  const bySpan = new Map<number, OutputColumn[]>();
  for (const item of items) {
    const others = bySpan.get(item.span.start);
    if (others) others.push(item);
    else bySpan.set(item.span.start, [item]);
  }
  return syntax.items.flatMap((node): Inlay[] => {
    const span = spanOf(node);
    const columns = bySpan.get(span.start) ?? [];
    const at = offset + span.end;
    if (node.$type === 'Star' || node.$type === 'QualifiedStar') return starInlay(columns, at);
    const [column] = columns;
    if (!column || !node.expression || !isComputed(node.expression) || columns.length > 1) return [];
    const { type } = column.expression;
    // Of a value without a schema only the record knows.
    if (type.kind === 'ANY' || type.kind === 'NULL') return [];
    return [{ kind: 'types', at, label: `: ${shortened(typeText(type))}` }];
  });
}

/** What is written out, named, or cast tells its type by itself. */
function isComputed(node: ast.Expression): boolean {
  switch (node.$type) {
    case 'Parenthesized':
      return node.inner !== undefined && isComputed(node.inner);
    case 'Call':
      return !/^(TRY_)?CAST$/i.test(node.name ?? '');
    case 'ColumnName':
    case 'Member':
    case 'TypeCast':
    case 'TypedLiteral':
    case 'IntervalLiteral':
    case 'DurationLiteral':
    case 'StringLiteral':
    case 'DoubleQuotedLiteral':
    case 'IntegerLiteral':
    case 'DecimalLiteral':
    case 'DoubleLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return false;
    default:
      return true;
  }
}

/** None where nothing but the record knows its fields. */
function starInlay(columns: readonly OutputColumn[], at: number): Inlay[] {
  const known = columns.filter(({ spread }) => !spread);
  if (known.length === 0) return [];
  const texts = known.map(({ name, expression: { type } }) =>
    type.kind === 'ANY' ? name : `${name} ${shortened(typeText(type))}`,
  );
  const open = columns.length > known.length;
  let shown = texts.length;
  const label = (): string =>
    [
      ...texts.slice(0, shown),
      ...(shown < texts.length ? [`${texts.length - shown} more`] : []),
      ...(open ? ['all fields of the record'] : []),
    ].join(', ');
  while (shown > 1 && label().length > MOST) shown--;
  const whole = known.map(({ name, expression: { type } }) => `- \`${name}\` ${typeText(type)}`).join('\n');
  return [{ kind: 'columns', at, label: `: ${label()}`, tooltip: () => whole }];
}

/** A STRUCT may be as long as it likes. */
const shortened = (type: string): string => (type.length > 30 ? `${type.slice(0, type.indexOf('<') + 1)}…>` : type);
