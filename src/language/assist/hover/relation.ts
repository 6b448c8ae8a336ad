/** The page of a stream, a table, a CTE or a subquery: its columns, its topic, its time, who writes and reads it. */
import type { Relation } from '../../names/bound.ts';
import { propertyOf } from '../../rules/sql/statement-text.ts';
import { typeText } from '../../types/sql-type.ts';
import type { Located, Workspace } from '../../workspace/workspace.ts';
import { eventTimeText } from '../words.ts';
import { code, first, paragraphs } from './page.ts';

/** Most columns that a hover lists. */
const MOST = 24;

/** @param path the file that reads it */
export function relationPage(workspace: Workspace, relation: Relation, path: string, alias?: string): string {
  const { origin, kind, name, topic, primaryKey, time, windowed, file } = relation;
  const files = file?.source?.path ?? file?.sink?.path;
  const outside = origin.kind === 'query' || origin.kind === 'source';
  const declaring = outside ? workspace.declaring(name, path) : undefined;
  const title = `${kind.toUpperCase()} ${name || 'subquery'}${alias === undefined ? '' : ` AS ${alias}`}`;
  const format = declaring?.statement.syntax.statement && propertyOf(declaring.statement.syntax.statement, 'format');
  const facts = [
    origin.kind === 'uri'
      ? undefined
      : files !== undefined
        ? `files \`${files}\``
        : outside
          ? `topic \`${topic}\``
          : 'of this statement alone',
    format && `format ${format.text}`,
    primaryKey.length > 0 ? `key ${primaryKey.map(key => `\`${key}\``).join(', ')}` : 'no key declared',
    eventTimeText(time),
    windowed ? 'one row per window' : undefined,
  ];
  return paragraphs(
    code(title),
    facts.filter(fact => fact !== undefined).join(' · '),
    columnTable(relation),
    outside ? usage(workspace, relation, path, declaring) : undefined,
  );
}

function columnTable({ columns, open, primaryKey, time }: Relation): string {
  if (columns.length === 0)
    return 'No columns are declared: any name is looked up in the record, and its type is known when it is read.';
  const rows = columns.map(({ name, type, required }) => {
    const role = [
      ...(primaryKey.includes(name) ? ['key'] : []),
      ...(time.column === name ? ['event time'] : []),
      ...(required ? ['NOT NULL'] : []),
    ];
    return `| \`${name}\` | ${typeText(type).replaceAll('|', '\\|')} | ${role.join(', ')} |`;
  });
  const more = open ? '\n\nOther names are looked up in the record.' : '';
  return `${['| column | type | |', '| --- | --- | --- |', ...first(MOST, rows).map(row => (row.startsWith('|') ? row : `| ${row} | | |`))].join('\n')}${more}`;
}

function usage(workspace: Workspace, { name }: Relation, path: string, declaring: Located | undefined): string {
  const writers = workspace.writersOf(name, path).length;
  const readers = workspace.readersOf(name, path).length;
  const count = (number: number) =>
    number === 0 ? 'no statement' : number === 1 ? '1 statement' : `${number} statements`;
  const declared = declaring && declaring.path !== path ? `Declared in ${fileOf(declaring.path)}. ` : '';
  return `${declared}Written by ${count(writers)} here, read by ${count(readers)}.`;
}

/** A path or URI as a person names it. */
export function fileOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
