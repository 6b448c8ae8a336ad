/** What a word is where the tree does not tell: in a broken statement its neighbours say it, and else that it is a keyword. */
import { functionTable } from '../../functions/table.ts';
import type { Token } from '../../grammar/parse.ts';
import { windowKindOf } from '../../names/query/windows.ts';
import { SIMPLE_TYPES } from '../../types/type-text.ts';
import { type Role, role } from './legend.ts';

const KEYWORD = role('keyword');
const OPERATOR = role('operator');
const COLUMN = role('property');
const RELATION = role('class');

const BY_KIND: ReadonlyMap<string, Role | undefined> = new Map([
  ['STRING', role('string')],
  ['DOUBLE_QUOTED', role('string', 'deprecated')],
  ['INTEGER', role('number')],
  ['FRACTION', role('number')],
  ['FLOATING', role('number')],
  ['DURATION', role('number')],
  ['VARIABLE', role('parameter')],
  // The language in it is the editor's to colour.
  ['DOLLAR_BODY', undefined],
  ['NOTHING', undefined],
]);

/** Words behind which a relation stands. */
const BEFORE_RELATION: ReadonlySet<string> = new Set([
  'FROM',
  'JOIN',
  'INTO',
  'STREAM',
  'TABLE',
  'VIEW',
  'DESCRIBE',
  'UPDATE',
]);

/** @param before and @param after its neighbours, comments left out */
export function wordRole(
  text: string,
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
): Role | undefined {
  const { kind } = token;
  if (BY_KIND.has(kind)) return BY_KIND.get(kind);
  if (kind !== 'ID' && kind !== 'QUOTED') return /^\w/.test(kind) ? KEYWORD : isOperator(kind) ? OPERATOR : undefined;
  if (before?.kind === '.') return COLUMN;
  if (after?.kind === '.') return role('variable');
  const word = text.slice(token.start, token.end).toUpperCase();
  if (after?.kind === '(' && (before?.kind === 'WINDOW' ? windowKindOf(word) : functionTable.has(word)))
    return role('function', 'defaultLibrary');
  if (before && BEFORE_RELATION.has(before.kind)) return RELATION;
  if (after?.kind === '(' && kind === 'ID') return role('function');
  if (before && (before.kind === 'ID' || before.kind === '::' || before.kind === 'AS') && SIMPLE_TYPES.has(word))
    return role('type', 'defaultLibrary');
  return COLUMN;
}

const isOperator = (kind: string): boolean => !/^[(),;.[\]{}]$/.test(kind);
