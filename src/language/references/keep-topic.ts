/** A stream without a topic of its own has that of its name: when it is renamed, the topic is written down. */
import type * as ast from '../grammar/generated/ast.ts';
import { spanOf, spanOfProperty, tokensOf } from '../grammar/parse.ts';
import { keyOf, nameOf } from '../names/text-of.ts';
import { findProperty } from '../properties/catalogue.ts';
import { shift } from '../text/span.ts';
import type { Located } from '../workspace/workspace.ts';
import type { FileEdit } from './edits.ts';

/** The edit that names the topic; undefined where that is said already, or there is none. */
export function keepTopic({ path, statement }: Located, text: string): FileEdit | undefined {
  const node = statement.syntax.statement;
  if (node?.$type !== 'Create' || !node.name) return undefined;
  const name = nameOf(node.name);
  const blocks = [...node.properties, ...withClausesOf(node.query)];
  const keys = blocks.flatMap(block => block.properties).map(one => keyWithin(one, name));
  // A configuration file may name it, and files have no topic.
  if (keys.some(key => ['topic', 'config_file', 'path', 'file.path'].includes(key))) return undefined;
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
