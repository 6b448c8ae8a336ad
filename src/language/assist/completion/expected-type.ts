/** The type that an expression at the cursor should have, and the name of what it is compared with or written to. */
import type { AstNode } from 'langium';
import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { bindExpression } from '../../names/expression/bind-expression.ts';
import type { ExpressionContext } from '../../names/expression/context.ts';
import { reporter } from '../../names/report.ts';
import { nameOf } from '../../names/text-of.ts';
import type { SqlType } from '../../types/sql-type.ts';
import type { Scene } from './scene.ts';

export interface Wanted {
  /** Kinds of types that fit; undefined: any. */
  readonly kinds: readonly SqlType['kind'][] | undefined;
  /** Of the other side of a comparison, or of the column that is written. */
  readonly name?: string;
  /** Whether that is the other side of a comparison: in a query of one relation the very column. */
  readonly compared?: boolean;
  /** Exactly, where one is known. */
  readonly type?: SqlType;
}

const NUMBERS: readonly SqlType['kind'][] = ['BIGINT', 'DOUBLE', 'DECIMAL'];
const TIMES: readonly SqlType['kind'][] = ['TIMESTAMP', 'DATE', 'BIGINT'];
const ANYTHING: Wanted = { kinds: undefined };

export function wantedAt(scene: Scene): Wanted {
  const { around, context } = scene;
  // The name itself, or all of `a.name`.
  let at = 0;
  while (around[at + 1]?.$type === 'Member' || around[at + 1]?.$type === 'Parenthesized') at++;
  const node = around[at] as ast.Expression | undefined;
  const parent = around[at + 1] as ast.FerrisSqlAstType[keyof ast.FerrisSqlAstType] | undefined;
  switch (parent?.$type) {
    case 'Comparison':
      return like(parent.left === node ? parent.right : parent.left, context);
    case 'BetweenTest':
    case 'InList':
      return parent.operand === node ? ANYTHING : like(parent.operand, context);
    case 'LikeTest':
      return { kinds: ['STRING'] };
    case 'ArithmeticChain': {
      const index = node === undefined ? -1 : parent.parts.indexOf(node);
      const operator = parent.operators[Math.max(0, index - 1)];
      if (operator === '||') return { kinds: ['STRING'] };
      const other = parent.parts[index === 0 ? 1 : index - 1];
      const wanted = operator === '-' || operator === '+' ? like(other, context) : ANYTHING;
      return wanted.kinds?.some(kind => TIMES.includes(kind)) ? { kinds: [...TIMES, 'INTERVAL'] } : { kinds: NUMBERS };
    }
    case 'Call':
      return ofArgument(parent, node);
    case 'WindowClause':
    case 'WindowKey':
      return { kinds: TIMES };
    case 'ExpressionItem':
      return ofItem(scene, parent);
    default:
      return ANYTHING;
  }
}

function like(other: ast.Expression | undefined, context: ExpressionContext | undefined): Wanted {
  if (!other || !context) return ANYTHING;
  const { probe, ...services } = context.services;
  const { type } = bindExpression(other, { ...context, services, reporter: reporter(0, []) });
  const name = other.$type === 'ColumnName' || other.$type === 'Member' ? nameOf(other.name ?? '') : undefined;
  const kinds = kindsLike(type);
  return { kinds, type, compared: true, ...(name === undefined ? {} : { name }) };
}

function kindsLike({ kind }: SqlType): Wanted['kinds'] {
  if (kind === 'ANY' || kind === 'NULL' || kind === 'JSON') return undefined;
  return NUMBERS.includes(kind) ? NUMBERS : [kind];
}

function ofArgument(call: ast.Call, node: AstNode | undefined): Wanted {
  const entry = functionTable.get(nameOf(call.name ?? '').toUpperCase());
  const index = node === undefined ? -1 : call.arguments.indexOf(node as ast.Expression);
  const types = (entry?.signatures ?? []).map(({ parameters }) => {
    const last = parameters.at(-1);
    return (parameters[index] ?? (last?.variadic ? last : undefined))?.type;
  });
  const kinds = types.flatMap(type => (type === undefined ? [] : (BY_PARAMETER[type] ?? [type as SqlType['kind']])));
  return types.includes('ANY') || types.some(type => type !== undefined && /^[TKV]$|</.test(type)) || kinds.length === 0
    ? ANYTHING
    : { kinds };
}

const BY_PARAMETER: Readonly<Record<string, readonly SqlType['kind'][]>> = {
  NUMERIC: NUMBERS,
  DOUBLE: NUMBERS,
  DECIMAL: NUMBERS,
  BIGINT: ['BIGINT'],
};

/** Of INSERT INTO t (a, b) SELECT …: the column that the item is written to. */
function ofItem({ statement, environment }: Scene, item: ast.ExpressionItem): Wanted {
  if (statement?.$type !== 'Insert' || !statement.query) return ANYTHING;
  const index = statement.query.items.indexOf(item);
  const relation = environment.target(nameOf(statement.target ?? ''));
  if (index < 0 || !relation) return ANYTHING;
  const names = statement.columns.length > 0 ? statement.columns.map(nameOf) : relation.columns.map(one => one.name);
  const column = relation.columns.find(one => one.name === names[index]);
  return column ? { kinds: kindsLike(column.type), name: column.name, type: column.type } : ANYTHING;
}

/** 1 where a type fits, less where it does not. */
export function typeFit({ kinds }: Wanted, type: SqlType): number {
  if (!kinds || type.kind === 'ANY' || type.kind === 'JSON') return 1;
  return kinds.includes(type.kind) ? 1.5 : type.kind === 'STRUCT' ? 0.5 : 0.15;
}
