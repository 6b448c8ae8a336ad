/** Which words of a node are names that stay as they are written, and which are the language's own, in upper case. */
import type { AstNode } from 'langium';
import { functionTable } from '../functions/table.ts';
import type { FerrisSqlAstType } from '../grammar/generated/ast.ts';
import { parseType } from '../types/type-text.ts';

/** The names of the grammar's nodes. */
export type NodeType = keyof FerrisSqlAstType;

/** How the word in a property is written: as it stands, in upper case, or in upper case when it is known under that name. */
export type Spelling = 'kept' | 'upper' | 'first upper' | 'type' | 'function' | 'part';

/** Properties whose words people choose; every other property holds a keyword, a literal or an operator. */
const NAMES = new Set([
  'name',
  'alias',
  'column',
  'columns',
  'target',
  'qualifier',
  'aliasColumns',
  'using',
  'block',
  'functionLanguage',
  'overName',
  'variable',
  'members',
  'key',
]);

/** By node and property, where it is otherwise. */
const SPELLINGS: Readonly<Partial<Record<NodeType, Readonly<Record<string, Spelling>>>>> = {
  BooleanLiteral: { word: 'upper' },
  Call: { name: 'function' },
  ColumnName: { name: 'part' },
  DeployJob: { strategy: 'upper' },
  Drop: { kind: 'upper' },
  IntervalLiteral: { unit: 'upper' },
  Show: { words: 'first upper' },
  PropertyValue: { number: 'kept', word: 'kept' },
  TableCall: { name: 'function' },
  TypeName: { name: 'type' },
  WindowClause: { kind: 'upper' },
  WindowKey: { kind: 'upper' },
};

/** How the word in a property of a node is written; undefined for a property of keywords, literals and operators. */
export function spellingOf({ $type }: AstNode, property: string): Spelling | undefined {
  return SPELLINGS[$type as NodeType]?.[property] ?? (NAMES.has(property) ? 'kept' : undefined);
}

/** Words with brackets behind them that the language reads itself, so no table of functions has them. */
const OWN_CALLS = new Set([
  ...['ALL', 'ANY', 'CAST', 'CUMULATE', 'DESCRIPTOR', 'EXISTS', 'EXPLODE', 'HOP', 'SESSION', 'SOME', 'TRY_CAST'],
  ...['TUMBLE', 'UNNEST'],
]);

/** Types with parameters. */
const COMPOSITE_TYPES = new Set(['ARRAY', 'DEC', 'DECIMAL', 'MAP', 'MULTISET', 'NUMERIC', 'ROW', 'STRUCT']);

/** @param declared the functions that the file itself declares, in upper case: theirs is the spelling of their declaration */
export function spelled(word: string, spelling: Spelling, node: AstNode, declared: ReadonlySet<string>): string {
  const upper = /^[A-Za-z]\w*$/.test(word) ? word.toUpperCase() : word;
  switch (spelling) {
    case 'kept':
    case 'first upper':
      return word;
    case 'upper':
      return upper;
    case 'function':
      return !declared.has(upper) && (functionTable.has(upper) || OWN_CALLS.has(upper)) ? upper : word;
    case 'type':
      return !isFieldName(node) && (COMPOSITE_TYPES.has(upper) || parseType(upper) !== undefined) ? upper : word;
    case 'part':
      return isPart(node) ? upper : word;
  }
}

/** STRUCT(x AS name) reads its names where CAST(x AS type) has a type. */
function isFieldName(node: AstNode): boolean {
  const named = node.$container;
  if (named?.$type !== 'Named') return false;
  const call = named.$container;
  return !(call !== undefined && 'name' in call && /^(?:TRY_)?CAST$/i.test(String(call.name)));
}

/** The YEAR of EXTRACT(YEAR FROM ts), the BOTH of TRIM(BOTH 'x' FROM text). */
function isPart(node: AstNode): boolean {
  const call = node.$container;
  if (call?.$type !== 'Call' || !('from' in call && 'name' in call && 'arguments' in call)) return false;
  if (call.from !== true || !Array.isArray(call.arguments) || call.arguments[0] !== node) return false;
  if (/^EXTRACT$/i.test(String(call.name))) return true;
  return /^TRIM$/i.test(String(call.name)) && 'name' in node && /^(?:BOTH|LEADING|TRAILING)$/i.test(String(node.name));
}
