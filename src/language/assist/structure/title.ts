/** What a statement is called in lists: its name, else its first words and what they are about. */
import type { AstNode } from 'langium';
import type { Statement } from '../../analyze.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { keyOf, nameOf, stringOf } from '../../names/text-of.ts';
import type { OutlineKind } from './outline.ts';

export interface Title {
  readonly kind: OutlineKind;
  /** Never empty. */
  readonly name: string;
  readonly detail?: string | undefined;
  /** The word that says its name. */
  readonly named?: { readonly node: AstNode; readonly property: string } | undefined;
}

/** Most characters of a name made of the text itself. */
const MOST = 60;

/** @param node undefined where nothing could be read */
export function titleOf(node: ast.Statement | undefined, statement: Statement, text: string): Title {
  const title = node && titleOfNode(node, statement);
  return title?.name
    ? title
    : { kind: 'command', name: firstLine(text.slice(statement.span.start, statement.span.end)) };
}

function titleOfNode(node: ast.Statement, statement: Statement): Title {
  const { kind: words } = statement;
  const named = 'name' in node ? { node, property: 'name' } : undefined;
  switch (node.$type) {
    case 'Create':
      return { kind: kindOfCreate(node), name: written(node.name), detail: createDetail(node), named };
    case 'CreateFunction':
      return {
        kind: 'function',
        name: written(node.name),
        detail: node.aggregate ? 'AGGREGATE FUNCTION' : 'FUNCTION',
        named,
      };
    case 'StartJob':
      return { kind: 'job', name: written(node.name), detail: 'JOB', named };
    case 'DeployJob':
      return { kind: 'job', name: written(node.name), detail: `JOB ${versionOf(node.version)}`.trim(), named };
    case 'Query':
      return { kind: 'query', name: queryName(node) };
    case 'Insert':
      return { kind: 'insert', name: `INSERT INTO ${written(node.target)}`, named: { node, property: 'target' } };
    case 'Explain': {
      const inner = node.statement && titleOfNode(node.statement, statement).name;
      return { kind: 'command', name: `EXPLAIN ${inner ?? ''}`.trim() };
    }
    case 'SetProperty':
      return { kind: 'command', name: `SET ${keyOf(node.key ?? '')}`.trim() };
    case 'Show':
      return { kind: 'command', name: [words.split(' ')[0], ...node.words].join(' ') };
    case 'Drop':
      return { kind: 'command', name: `${words} ${written(node.name)}`.trim(), named };
    case 'Update':
    case 'Delete':
      return { kind: 'command', name: `${words.split(' ')[0]} ${written(node.target)}`.trim() };
    case 'Describe':
      return { kind: 'command', name: `DESCRIBE ${written(node.name)}`.trim(), named };
    default:
      return { kind: 'command', name: `${words} ${written(node.name)}`.trim(), named };
  }
}

/** Keywords come as they are written. */
function kindOfCreate({ kind }: ast.Create): OutlineKind {
  const word = kind?.toUpperCase();
  if (word === 'TABLE') return 'table';
  return word === 'VIEW' ? 'view' : 'stream';
}

const createDetail = ({ kind, materialized, query }: ast.Create): string =>
  `${materialized ? 'MATERIALIZED ' : ''}${kind?.toUpperCase() ?? ''}${query ? ' AS SELECT' : ''}`.trim();

/** `SELECT FROM trades, quotes INTO alerts`. */
function queryName(node: ast.Query): string {
  if (node.inner) return queryName(node.inner);
  const relations = [node.from, ...node.joins.map(({ relation }) => relation)].map(relationName);
  const from = [...new Set(relations.filter(name => name !== undefined))].join(', ');
  const into = node.clauses.find((one): one is ast.IntoClause => one.$type === 'IntoClause')?.target;
  return `SELECT${from === '' ? '' : ` FROM ${from}`}${into ? ` INTO ${nameOf(into)}` : ''}`;
}

function relationName(relation: ast.Relation | undefined): string | undefined {
  if (!relation) return undefined;
  if (relation.$type === 'NamedRelation') return relation.name && nameOf(relation.name);
  if (relation.$type === 'UriRelation') return relation.uri && stringOf(relation.uri);
  if (relation.alias) return nameOf(relation.alias);
  return relation.$type === 'FunctionRelation' ? relation.call?.name : '(…)';
}

const written = (name: string | undefined): string => (name ? nameOf(name) : '');

const versionOf = (version: string | undefined): string => (version ? `version ${stringOf(version)}` : '');

function firstLine(text: string): string {
  const line = text
    .trim()
    .split(/[\r\n]/, 1)[0]!
    .trim();
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line || ';';
}
