/** Functions that a program registers as entries that queries can call: their arguments and results are cells. */
import { aggregateEntry, scalarEntry } from '../runtime/functions/entry.ts';
import type { UserFunctions } from '../runtime/functions/load.ts';
import { analyze } from '../src/language/analyze.ts';
import type { AggregateEntry, ScalarEntry } from '../src/language/functions/define.ts';
import type { UserFunction } from '../src/language/names/bound.ts';
import { RecordError, type Value } from '../src/language/types/value.ts';
import { cellOf, valueOfResult } from './cells.ts';
import { findingsOf, SqlError } from './errors.ts';
import type { AggregateFunction } from './types.ts';

export interface RegisteredFunction {
  readonly name: string;
  /** The statement that declares it to queries. */
  readonly declaration: string;
  readonly entry: ScalarEntry | AggregateEntry;
}

export type AnyAggregate = AggregateFunction<unknown>;
export type AnyFunction = (...args: never[]) => unknown;

/** `signature`: `mid(bid DOUBLE, ask DOUBLE) RETURNS DOUBLE`. Throws SqlError when it is none. */
export function registeredFunction(signature: string, given: AnyFunction | AnyAggregate): RegisteredFunction {
  const aggregate = typeof given !== 'function';
  const parts = aggregate ? ' init add result ' : ' ';
  const declaration = `CREATE ${aggregate ? 'AGGREGATE ' : ''}FUNCTION ${signature} LANGUAGE javascript AS $$${parts}$$;\n`;
  const { statements, diagnostics } = analyze(declaration);
  const bound = statements[0]?.bound;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new SqlError(findingsOf(declaration, errors));
  if (statements.length !== 1 || bound?.kind !== 'function')
    throw new TypeError(`'${signature}' is no signature of a function`);
  const { declared } = bound;
  const entry = aggregate ? aggregateOf(declared, given) : scalarOf(declared, given);
  return { name: declared.name, declaration, entry };
}

export const entriesOf = (functions: Iterable<RegisteredFunction>): UserFunctions =>
  new Map(Array.from(functions, ({ name, entry }) => [name.toUpperCase(), entry]));

const docOf = ({ name }: UserFunction): string => `${name}, registered by the program.`;

function scalarOf(declared: UserFunction, run: AnyFunction): ScalarEntry {
  const call = caller(declared);
  return scalarEntry(declared.name, docOf(declared), args =>
    call(() => valueOfResult(run(...(cellsOf(declared, args) as never[])), declared.returns)),
  );
}

function aggregateOf(declared: UserFunction, aggregate: AnyAggregate): AggregateEntry {
  const call = caller(declared);
  return aggregateEntry(declared.name, docOf(declared), {
    init: () => call(() => aggregate.init()),
    // A call that throws must have changed nothing: it is given a state of its own.
    add: (state: never, args) =>
      call(() => {
        const next = structuredClone(state);
        return aggregate.add(next, ...(cellsOf(declared, args) as never[])) ?? next;
      }),
    result: (state: never) => call(() => valueOfResult(aggregate.result(state), declared.returns)),
  });
}

const cellsOf = ({ parameters }: UserFunction, args: readonly Value[]) =>
  parameters.map(({ type }, i) => cellOf(args[i] ?? null, type));

/** What a function throws is an error of the record, with its name. */
const caller =
  ({ name }: UserFunction) =>
  <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      const reason = error instanceof Error && error.message !== '' ? error.message : String(error);
      throw new RecordError(error instanceof RecordError ? error.code : 'function', `function ${name}: ${reason}`);
    }
  };
