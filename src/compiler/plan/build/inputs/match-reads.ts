/** An expression of MATCH_RECOGNIZE → what it reads of the rows around, and an expression over that. */
import type { BoundMatch } from '../../../../language/names/bound.ts';
import {
  contains,
  mapOperands,
  operandsOf,
  type TypedExpression,
} from '../../../../language/names/typed-expression.ts';
import { BOOLEAN, STRING } from '../../../../language/types/sql-type.ts';
import type { MatchExpression, MatchedRows, MatchRead } from '../../nodes/match.ts';

/** The rows that a name stands for: those of a variable, or of all of a SUBSET; undefined: all rows. */
export type RowsOf = (variable: string | undefined) => MatchedRows;

/** @param variables of the pattern, as it names them first */
export function rowsOf(variables: readonly string[], { subsets }: Pick<BoundMatch, 'subsets'>): RowsOf {
  const positionOf = (name: string): number[] => {
    const at = variables.findIndex(one => one.toLowerCase() === name.toLowerCase());
    return at < 0 ? [] : [at];
  };
  return variable => {
    if (variable === undefined) return undefined;
    const subset = subsets.find(one => one.name.toLowerCase() === variable.toLowerCase());
    const members = [...positionOf(variable), ...(subset?.members ?? []).flatMap(positionOf)];
    return [...new Set(members)].sort((a, b) => a - b);
  };
}

export interface ReadingOptions {
  readonly rowsOf: RowsOf;
  /** How many columns the input's rows have. */
  readonly width: number;
  /** RUNNING and FINAL: whether a function that stands there looks at the whole match. */
  readonly isFinal: (expression: TypedExpression) => boolean;
}

/** The row at which a value is read. */
interface At {
  readonly of: MatchedRows;
  readonly place: 'first' | 'last';
  readonly offset: number;
  readonly shift: number;
  /** Undefined: as it stands there. */
  readonly final: boolean | undefined;
  /** FIRST or LAST is around: names of variables inside it mean that row. */
  readonly fixed: boolean;
}

type MatchRow = Extract<TypedExpression, { readonly op: 'match-row' }>;
type Aggregate = Extract<TypedExpression, { readonly op: 'aggregate' }>;

export function reading(expression: TypedExpression, { rowsOf, width, isFinal }: ReadingOptions): MatchExpression {
  const reads = new Map<string, { readonly read: MatchRead; readonly position: number }>();

  function read(one: MatchRead, of: TypedExpression, type = of.type): TypedExpression {
    const key = JSON.stringify(one);
    const position = reads.get(key)?.position ?? reads.size;
    reads.set(key, { read: one, position });
    return { op: 'column', index: position, name: nameOf(of), type, span: of.span };
  }

  function placed(e: TypedExpression, at: At): TypedExpression {
    switch (e.op) {
      case 'column':
        return read(rowRead(at, e.index, e), e);
      case 'match-row':
        return navigated(e, at);
      case 'aggregate':
        return read(aggregateRead(e), e);
      case 'call':
        if (isClassifier(e)) return read(rowRead(at, 'variable', e), e, STRING);
        if (e.name === 'MATCH_NUMBER') return read({ read: 'number' }, e);
        break;
      default:
        break;
    }
    return mapOperands(e, operand => placed(operand, at));
  }

  function navigated(e: MatchRow, at: At): TypedExpression {
    const { place, offset, operand } = e;
    if (place === 'prev' || place === 'next') {
      const shift = at.shift + (place === 'prev' ? -offset : offset);
      const moved: At = { ...at, shift, final: at.final ?? isFinal(e) };
      return whereThere(operand, moved, rowIn(operand, moved));
    }
    // A.price inside FIRST(A.price * A.qty) is the price of that row.
    if (at.fixed) return placed(operand, at);
    const variable = e.variable ?? variableIn(operand);
    const there: At = { ...at, of: rowsOf(variable), place, offset, final: at.final ?? isFinal(e), fixed: true };
    return whereThere(operand, there, there);
  }

  /** NULL where there is no row, whatever is computed from it. */
  function whereThere(operand: TypedExpression, at: At, row: At): TypedExpression {
    const value = placed(operand, at);
    if (value.op === 'column') return value;
    const when = read(rowRead(row, 'exists', operand), operand, BOOLEAN);
    return { op: 'case', branches: [{ when, then: value }], otherwise: null, type: operand.type, span: operand.span };
  }

  /** The row that PREV and NEXT begin at. */
  function rowIn(operand: TypedExpression, at: At): At {
    if (at.fixed) return at;
    const inner = firstRow(operand);
    if (!inner) return at;
    const { place, offset } = inner;
    if (place === 'prev' || place === 'next')
      return rowIn(inner.operand, { ...at, shift: at.shift + (place === 'prev' ? -offset : offset) });
    return {
      ...at,
      of: rowsOf(inner.variable ?? variableIn(inner.operand)),
      place,
      offset,
      final: at.final ?? isFinal(inner),
    };
  }

  function aggregateRead(e: Aggregate): MatchRead {
    const { name, args, distinct, filter, orderBy, type } = e;
    const ofRow = (one: TypedExpression): TypedExpression => {
      if (one.op === 'match-row') return ofRow(one.operand);
      if (isClassifier(one)) return { op: 'column', index: width, name: 'CLASSIFIER', type: STRING, span: one.span };
      return mapOperands(one, ofRow);
    };
    return {
      read: 'aggregate',
      of: rowsOf(variableIn(e)),
      call: {
        name,
        args: args.map(ofRow),
        distinct,
        filter: filter && ofRow(filter),
        ...(orderBy ? { orderBy: orderBy.map(key => ({ ...key, expression: ofRow(key.expression) })) } : {}),
        type,
      },
      named: contains(e, isClassifier),
      final: isFinal(e),
    };
  }

  const rowRead = (
    { of, place, offset, shift, final }: At,
    what: Extract<MatchRead, { read: 'row' }>['what'],
    e: TypedExpression,
  ): MatchRead => ({ read: 'row', of, place, offset, shift, what, final: final ?? isFinal(e) });

  const here: At = { of: undefined, place: 'last', offset: 0, shift: 0, final: undefined, fixed: false };
  const over = placed(expression, here);
  return { expression: over, reads: [...reads.values()].map(one => one.read) };
}

const isClassifier = (e: TypedExpression): boolean => e.op === 'call' && e.name === 'CLASSIFIER';

const nameOf = (e: TypedExpression): string => ('name' in e ? e.name : e.op);

/** The variable that an expression names; undefined: none, so all rows are meant. Binding refuses several. */
function variableIn(expression: TypedExpression): string | undefined {
  let found: string | undefined;
  contains(expression, one => {
    if (one.op === 'match-row') found ??= one.variable;
    return found !== undefined;
  });
  return found;
}

/** The outermost reference to a row. */
function firstRow(expression: TypedExpression): MatchRow | undefined {
  if (expression.op === 'match-row') return expression;
  for (const operand of operandsOf(expression)) {
    const found = firstRow(operand);
    if (found) return found;
  }
  return undefined;
}
