/** How well a function goes with the arguments that stand in its brackets already, with OVER, and with the alias behind. */
import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { bindExpression } from '../../names/expression/bind-expression.ts';
import { reporter } from '../../names/report.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { aliasWords } from './alias-near.ts';
import type { Scene } from './scene.ts';

/** Gives a factor for each function by name. */
export function callFit(scene: Scene): (name: string) => number {
  const words = aliasWords(scene);
  const [node] = scene.around;
  const call = node?.$type === 'Call' ? (node as ast.Call) : undefined;
  const types = call ? argumentTypes(scene, call) : [];
  return name => byAlias(name, words) * (call ? byArguments(name, call, types) : 1);
}

function argumentTypes({ context }: Scene, call: ast.Call): readonly (SqlType['kind'] | undefined)[] {
  return call.arguments.map(argument => {
    if (!context) return undefined;
    const { probe, ...services } = context.services;
    const { kind } = bindExpression(argument, { ...context, services, reporter: reporter(0, []) }).type;
    return kind === 'ANY' || kind === 'NULL' || kind === 'JSON' ? undefined : kind;
  });
}

function byArguments(name: string, call: ast.Call, types: readonly (SqlType['kind'] | undefined)[]): number {
  if (name === 'CAST' || name === 'TRY_CAST') return call.arguments.some(one => one.$type === 'Named') ? 100 : 0.02;
  if (call.arguments.some(one => one.$type === 'Named')) return name === 'STRUCT' ? 1 : 0.02;
  if (call.query) return name === 'EXISTS' ? 100 : 0.02;
  const entry = functionTable.get(name);
  if (!entry) return 1;
  if (call.star) return entry.name === 'COUNT' ? 100 : 0.01;
  if (call.distinct && entry.kind !== 'aggregate') return 0.01;
  if (entry.kind === 'window' && !call.over && call.overName === undefined) return 0.02;
  if ((call.over || call.overName !== undefined) && entry.kind !== 'window' && entry.kind !== 'aggregate') return 0.01;
  if (call.from) return ['EXTRACT', 'TRIM', 'SUBSTRING', 'POSITION'].includes(entry.name) ? 30 : 0.01;
  const fits = entry.signatures.map(({ parameters }) => {
    const least = parameters.filter(one => !one.optional).length;
    const most = parameters.at(-1)?.variadic ? Number.POSITIVE_INFINITY : parameters.length;
    if (types.length < least || types.length > most) return 0.03;
    return types.every((type, i) => takes((parameters[i] ?? parameters.at(-1))?.type ?? 'ANY', type)) ? 1 : 0.1;
  });
  return Math.max(...fits);
}

const NUMBERS: readonly string[] = ['BIGINT', 'DOUBLE', 'DECIMAL'];

function takes(parameter: string, type: SqlType['kind'] | undefined): boolean {
  if (type === undefined || parameter === 'ANY' || /^[TKV]$/.test(parameter)) return true;
  if (parameter === 'NUMERIC' || NUMBERS.includes(parameter)) return NUMBERS.includes(type);
  if (/^(TIMESTAMP|DATE)$/.test(parameter)) return ['TIMESTAMP', 'DATE', 'STRING', 'BIGINT'].includes(type);
  return parameter.startsWith(type);
}

/** What words of an alias say of the function. */
const SAYS: Readonly<Record<string, readonly string[]>> = {
  avg: ['AVG'],
  average: ['AVG'],
  mean: ['AVG'],
  count: ['COUNT', 'COUNT_DISTINCT'],
  num: ['COUNT'],
  unique: ['COUNT_DISTINCT', 'COUNT', 'APPROX_COUNT_DISTINCT'],
  distinct: ['COUNT_DISTINCT', 'COUNT'],
  total: ['SUM', 'COUNT'],
  sum: ['SUM'],
  min: ['MIN'],
  lowest: ['MIN'],
  low: ['MIN'],
  max: ['MAX'],
  highest: ['MAX'],
  high: ['MAX'],
  peak: ['MAX'],
  stddev: ['STDDEV'],
  volatility: ['STDDEV'],
  variance: ['VARIANCE'],
  first: ['FIRST_VALUE', 'FIRST'],
  open: ['FIRST_VALUE'],
  last: ['LAST_VALUE', 'LAST'],
  latest: ['LAST_VALUE', 'MAX'],
  close: ['LAST_VALUE'],
  rank: ['RANK', 'DENSE_RANK', 'ROW_NUMBER', 'PERCENT_RANK'],
  prev: ['LAG'],
  previous: ['LAG'],
  next: ['LEAD'],
  start: ['TUMBLE_START', 'HOP_START', 'SESSION_START', 'WINDOW_START', 'MIN'],
  end: ['TUMBLE_END', 'HOP_END', 'SESSION_END', 'WINDOW_END', 'MAX'],
  ago: ['LAG'],
  hour: ['EXTRACT', 'DATE_TRUNC', 'HOUR'],
  day: ['EXTRACT', 'DATE_TRUNC'],
  number: ['ROW_NUMBER'],
};

function byAlias(name: string, words: readonly string[]): number {
  if (words.length === 0) return 1;
  const said = words.flatMap(word => SAYS[word] ?? []);
  const at = said.indexOf(name);
  if (at >= 0) return at === 0 ? 15 : 8;
  return words.some(word => word.length > 2 && name.toLowerCase().split('_').includes(word)) ? 8 : 1;
}
