/** Which functions are legal at the cursor: aggregates, window functions and those of the user's own among them. */
import { functions } from '../../functions/table.ts';
import { windowKindOf } from '../../names/query/windows.ts';
import type { Scene } from './scene.ts';

export interface FunctionEntry {
  readonly name: string;
  /** Declared by CREATE FUNCTION: its name is written as it is there. */
  readonly own: boolean;
  readonly signature: string | undefined;
  /** Names of the required arguments. */
  readonly parameters: readonly string[];
  /** As in its signature; undefined: not known. */
  readonly returns: string | undefined;
  /** Whether it needs OVER. */
  readonly over: boolean;
  /** Written without brackets. */
  readonly bare: boolean;
}

export function functionKinds({ context, environment, around }: Scene): readonly FunctionEntry[] {
  const inItems = around.some(node => node.$type === 'ExpressionItem');
  const found: FunctionEntry[] = [];
  for (const { kind, name, aliases, signatures } of functions) {
    if (kind === 'aggregate' && context?.noAggregates !== undefined && context.noOver !== undefined) continue;
    if (kind === 'window' && context?.noOver !== undefined) continue;
    if (kind === 'window-bound' && context && !context.window) continue;
    if (kind === 'table' && !inItems) continue;
    const [first] = signatures;
    const parameters = first!.parameters.filter(one => !one.optional).map(one => one.name);
    const entry = {
      own: false,
      signature: first!.text,
      parameters,
      returns: first!.returns,
      over: kind === 'window',
      bare: false,
    };
    for (const one of [name, ...aliases]) found.push({ ...entry, name: one });
  }
  for (const name of environment.userFunctionNames()) {
    const own = environment.userFunction(name);
    if (!own || (own.aggregate && context?.noAggregates !== undefined)) continue;
    const parameters = own.parameters.map(one => one.name);
    found.push({
      name,
      own: true,
      signature: undefined,
      parameters,
      returns: own.returns.kind,
      over: false,
      bare: false,
    });
  }
  const inGroupBy = around.some(node => node.$type === 'GroupByClause');
  found.push(...FORMS.filter(one => inGroupBy || windowKindOf(one.name) === undefined));
  return found;
}

const form = (name: string, parameters: readonly string[], returns?: string, bare = false): FunctionEntry => ({
  name,
  own: false,
  signature: undefined,
  parameters,
  returns,
  over: false,
  bare,
});

/** What is written like a call and has a syntax of its own. */
const FORMS: readonly FunctionEntry[] = [
  form('CAST', ['value AS STRING']),
  form('TRY_CAST', ['value AS STRING']),
  form('EXISTS', ['SELECT 1'], 'BOOLEAN'),
  form('ARRAY', ['value']),
  form('STRUCT', ['value AS name']),
  form('MAP', ['key, value']),
  form('CURRENT_TIMESTAMP', [], 'TIMESTAMP', true),
  form('CURRENT_DATE', [], 'DATE', true),
  form('TUMBLE', ['_event_time', "INTERVAL '1' MINUTE"]),
  form('HOP', ['_event_time', "INTERVAL '1' MINUTE", "INTERVAL '5' MINUTE"]),
  form('SESSION', ['_event_time', "INTERVAL '30' MINUTE"]),
];
