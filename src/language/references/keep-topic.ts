/** A stream without a topic of its own has that of its name: when it is renamed, the topic is written down. */
import type * as ast from '../grammar/generated/ast.ts';
import { spanOf, spanOfProperty, tokensOf } from '../grammar/parse.ts';
import { keyOf, nameOf } from '../names/text-of.ts';
import { findProperty } from '../properties/catalogue.ts';
import { shift } from '../text/span.ts';
import type { Located } from '../workspace/workspace.ts';
import type { FileEdit } from './edits.ts';
import { propertiesIn } from './properties-in.ts';

/** What says where the rows are: a configuration file may name the topic, and files have none. */
const TOPIC_KEYS: ReadonlySet<string> = new Set(['topic', 'config_file', 'path']);

/** The edit that names the topic; undefined where that is said already, or there is none. */
export function keepTopic({ path, statement }: Located, text: string): FileEdit | undefined {
  const whole = statement.syntax.statement;
  const job = whole?.$type === 'StartJob' || whole?.$type === 'DeployJob' ? whole : undefined;
  const node = job ? job.statement : whole;
  if (node?.$type !== 'Create' || !node.name) return undefined;
  const name = nameOf(node.name);
  const blocks = [
    ...node.properties,
    ...withClausesOf(node.query),
    ...(job?.$type === 'DeployJob' ? job.properties : []),
  ];
  const keys = blocks.flatMap(block => block.properties).map(one => keyWithin(one, name));
  if (keys.some(key => TOPIC_KEYS.has(key))) return undefined;
  const topic = `'topic' = '${name.replaceAll("'", "''")}'`;
  const put = (at: number, what: string): FileEdit => ({
    path,
    span: shift({ start: at, end: at }, statement.offset),
    text: what,
  });
  const first = blocks[0];
  const own = text.slice(statement.offset, statement.piece.span.end);
  if (first) {
    const property = first.properties[0];
    if (property) return put(spanOf(property).start, `${topic}, `);
    const open = closing(own, '(', spanOf(first).start);
    return open === undefined ? undefined : put(open, topic);
  }
  const last = node.elements.at(-1);
  const at = last ? closing(own, ')', spanOf(last).end) : spanOfProperty(node, 'name').end;
  return at === undefined ? undefined : put(at, ` WITH (${topic})`);
}

/**
 * Whether a statement that reads or writes an undeclared relation says itself which topic that is: its name is then only
 * one for this statement.
 */
export function saysTopic({ statement }: Located, relation: string): boolean {
  const prefix = `${relation.toLowerCase()}.`;
  return propertiesIn(statement.syntax).some(property => {
    const written = keyOf(property.key ?? '');
    if (!written.toLowerCase().startsWith(prefix)) return false;
    return TOPIC_KEYS.has(findProperty(written.slice(prefix.length))?.key ?? written.slice(prefix.length));
  });
}

/** Behind the next bracket of that kind. */
const closing = (text: string, bracket: string, from: number): number | undefined =>
  tokensOf(text).find(one => one.kind === bracket && one.start >= from)?.end;

/** The property's key without the relation in front of it, as the catalogue calls it. */
function keyWithin(property: ast.Property, relation: string): string {
  const written = keyOf(property.key ?? '');
  const key = written.toLowerCase().startsWith(`${relation.toLowerCase()}.`)
    ? written.slice(relation.length + 1)
    : written;
  return findProperty(key)?.key ?? key;
}

const withClausesOf = (query: ast.Query | undefined): readonly ast.WithClause[] =>
  (query?.clauses ?? []).filter(
    (clause): clause is ast.WithClause => clause.$type === 'WithClause' && clause.block === undefined,
  );
