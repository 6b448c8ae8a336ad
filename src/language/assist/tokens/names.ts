/** What each name of a statement is, by where it begins: from its tree, and from what the binder knows of its relations. */
import type { AstNode } from 'langium';
import { forms } from '../../functions/forms.ts';
import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { BoundStatement } from '../../names/bound.ts';
import { BARE_CALLS } from '../../names/expression/columns.ts';
import { windowKindOf } from '../../names/query/windows.ts';
import { SYSTEM_COLUMNS, WINDOW_COLUMNS } from '../../names/scope.ts';
import { nameOf } from '../../names/text-of.ts';
import type { Span } from '../../text/span.ts';
import { type Role, role } from './legend.ts';
import { tableNames } from './relation-kinds.ts';
import { ROLES } from './roles.ts';

export interface Name extends Span {
  readonly role: Role;
}

/** @param text of the statement, which positions count in */
export function namesIn(text: string, tree: ast.Piece, meaning: BoundStatement | undefined): ReadonlyMap<number, Name> {
  const names = new Map<number, Name>();
  const tables = tableNames(meaning);
  const locals = new Set<string>();
  collectLocals(tree, locals);
  const mark = (node: AstNode, property: string, index: number, written: string, is: Role): void => {
    const span = spanOfProperty(node, property, index);
    // Of a node that recovery made up the place is not known.
    if (text.slice(span.start, span.end) !== written && !written.includes('.') && !written.includes('-')) return;
    if (span.end > span.start && !names.has(span.start)) names.set(span.start, { ...span, role: is });
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one);
      return;
    }
    if (!isNode(value)) return;
    const roles = ROLES[value.$type];
    for (const property in value) {
      if (property.startsWith('$')) continue;
      const inside: unknown = value[property as keyof AstNode];
      if (typeof inside === 'object') {
        if (Array.isArray(inside) && typeof inside[0] === 'string') {
          for (const [i, written] of inside.entries()) {
            const is = special(value, property, i, String(written), tables, locals) ?? roles?.[property];
            if (is) mark(value, property, i, String(written), is);
          }
        } else visit(inside);
      } else if (typeof inside === 'string') {
        const is = special(value, property, 0, inside, tables, locals) ?? roles?.[property];
        if (is) mark(value, property, 0, inside, is);
      }
    }
  };
  visit(tree);
  return names;
}

const isNode = (value: unknown): value is AstNode => typeof value === 'object' && value !== null && '$type' in value;

const KEYWORD = role('keyword');
const LOCAL = role('variable');
const STREAM = role('class');
const TABLE = role('struct');
const JOB = role('namespace');
const BUILT_IN = role('function', 'defaultLibrary');
const OWN_FUNCTION = role('function');
const SYSTEM = role('property', 'readonly', 'defaultLibrary');
const CONSTANT = role('enumMember');

/** What more than the node decides; undefined: `ROLES` does. */
function special(
  node: AstNode,
  property: string,
  index: number,
  written: string,
  tables: ReadonlySet<string>,
  locals: ReadonlySet<string>,
): Role | undefined {
  const name = nameOf(written).toLowerCase();
  switch (node.$type) {
    case 'Create':
      return property === 'name' && (node as ast.Create).kind === 'TABLE' ? role('struct', 'declaration') : undefined;
    case 'NamedRelation':
    case 'TableOperand':
    case 'IntoClause':
    case 'Insert':
    case 'Describe':
      return ['name', 'target'].includes(property) && tables.has(name) ? TABLE : undefined;
    case 'QualifiedStar':
      return property === 'qualifier' ? qualifier(name, tables, locals) : undefined;
    case 'Call':
      return property === 'name' ? functionRole(name) : undefined;
    case 'TableCall':
      return property === 'name' ? functionRole(name) : undefined;
    case 'ColumnName':
      return property === 'name' ? columnRole(node as ast.ColumnName, name, tables, locals) : undefined;
    case 'Member':
      return property === 'name' && isSystemColumn(name) ? SYSTEM : undefined;
    case 'Show':
      return property === 'words' ? shownRole(node as ast.Show, index) : undefined;
    case 'Drop':
      return property === 'name' ? droppedRole(String((node as ast.Drop).kind)) : undefined;
    case 'PropertyValue':
      return property === 'word' && /^(true|false|null)$/i.test(written) ? KEYWORD : undefined;
    default:
      return undefined;
  }
}

const qualifier = (name: string, tables: ReadonlySet<string>, locals: ReadonlySet<string>): Role =>
  locals.has(name) ? LOCAL : tables.has(name) ? TABLE : STREAM;

function columnRole(
  node: ast.ColumnName,
  name: string,
  tables: ReadonlySet<string>,
  locals: ReadonlySet<string>,
): Role | undefined {
  const { $container: around } = node;
  if (around.$type === 'Member' && around.base === node) {
    if (locals.has(name)) return LOCAL;
    return locals.has(`${RELATION}${name}`) ? qualifier(name, tables, locals) : undefined;
  }
  if (isSystemColumn(name)) return SYSTEM;
  if (BARE_CALLS.has(name.toUpperCase())) return BUILT_IN;
  // EXTRACT(YEAR FROM t), and TRIM(BOTH …).
  if (around.$type === 'Call' && around.from && (around.arguments[0] === node || around.trimmed === node))
    return /^(extract)$/i.test(around.name ?? '') || around.trimmed ? CONSTANT : undefined;
  return undefined;
}

const isSystemColumn = (name: string): boolean => SYSTEM_COLUMNS.has(name) || WINDOW_COLUMNS.has(name);

const FORMS = new Set(forms.map(({ name }) => name));

function functionRole(name: string): Role {
  const upper = name.toUpperCase();
  if (FORMS.has(upper)) return KEYWORD;
  return functionTable.has(upper) || windowKindOf(upper) ? BUILT_IN : OWN_FUNCTION;
}

/** SHOW STATUS job, SHOW SCHEMA relation: all other words are part of the command. */
function shownRole({ words }: ast.Show, index: number): Role {
  if (index === 0) return KEYWORD;
  const [what = ''] = words;
  if (/^(STATUS|VERSIONS|METRICS)$/i.test(what)) return JOB;
  return /^(SCHEMA|PARTITIONS|COLUMNS)$/i.test(what) ? STREAM : KEYWORD;
}

function droppedRole(kind: string): Role {
  if (/^(JOB|QUERY)$/i.test(kind)) return JOB;
  if (/^FUNCTION$/i.test(kind)) return OWN_FUNCTION;
  return /^TABLE$/i.test(kind) ? TABLE : STREAM;
}

/** In front of the names of relations that have no alias, beside aliases and variables. */
const RELATION = 'relation ';

/** Names that may stand in front of a column: aliases, pattern variables, and relations under their own name. */
function collectLocals(value: unknown, locals: Set<string>): void {
  if (Array.isArray(value)) {
    for (const one of value) collectLocals(one, locals);
    return;
  }
  if (!isNode(value)) return;
  if ('alias' in value && typeof value.alias === 'string' && value.$type !== 'ExpressionItem')
    locals.add(nameOf(value.alias).toLowerCase());
  else if ((value.$type === 'NamedRelation' || value.$type === 'TableOperand') && 'name' in value)
    locals.add(`${RELATION}${nameOf(String(value.name)).toLowerCase()}`);
  if (
    (value.$type === 'PatternVariable' || value.$type === 'Definition' || value.$type === 'Subset') &&
    'name' in value
  )
    locals.add(nameOf(String(value.name)).toLowerCase());
  for (const property in value) {
    const inside: unknown = value[property as keyof AstNode];
    if (typeof inside === 'object' && !property.startsWith('$')) collectLocals(inside, locals);
  }
}
