/** The page of a column: its type, what it is made as, and where its values come from through every layer. */
import type { Relation } from '../../names/bound.ts';
import { propertyOf } from '../../rules/sql/statement-text.ts';
import type { SchemaColumn } from '../../schemas/schema.ts';
import { type SqlType, typeText } from '../../types/sql-type.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Origin } from '../lineage/origin.ts';
import { duration } from '../words.ts';
import { code, first, inline, list, paragraphs } from './page.ts';
import { fileOf } from './relation.ts';
import { sampleValues } from './sample-values.ts';

export interface ColumnFacts {
  readonly name: string;
  readonly type: SqlType;
  /** What it is a column of; undefined for an output column of this statement. */
  readonly relation: Relation | undefined;
  /** How it is computed, as it is written; undefined where it is handed on. */
  readonly made: string | undefined;
  readonly origins: readonly Origin[];
}

export function columnPage(workspace: Workspace, facts: ColumnFacts): string {
  const { name, type, relation, made, origins } = facts;
  const declared = relation?.columns.find(one => one.name === name);
  const signature = `${name} ${type.kind === 'ANY' ? '— type known when it is read' : typeText(type)}${declared?.required ? ' NOT NULL' : ''}`;
  const [only] = origins;
  const itself =
    origins.length === 1 && only && only.relation === relation && only.column === name && only.via.length === 0;
  const source = itself ? only : origins.length === 1 && only?.how === 'copied' ? only : undefined;
  const schema = source && schemaColumn(workspace, source);
  const samples = schema ? sampleValues(schema.text, schema.path, schema.column.name) : [];
  return paragraphs(
    code(signature),
    relation && placeOf(relation, name),
    made === undefined ? undefined : `Computed as ${inline(made)}`,
    itself || origins.length === 0 ? undefined : `Comes from\n${list(first(8, origins.map(originText)))}`,
    schema && [`${schema.title}, \`${fileOf(schema.path)}\``, schema.column.doc].filter(Boolean).join(': '),
    samples.length > 0 ? `Seen: ${samples.map(inline).join(', ')}` : undefined,
  );
}

function placeOf({ kind, name: of, topic, origin, primaryKey, time, columns }: Relation, name: string): string {
  const outside = origin.kind === 'query' || origin.kind === 'source';
  const where =
    of === ''
      ? 'Column of a subquery'
      : `Column of ${origin.kind === 'local' ? '' : `${kind} `}\`${of}\`${outside ? ` (topic \`${topic}\`)` : ''}`;
  const { boundMs } = time;
  return [
    where,
    ...(primaryKey.includes(name) ? ['its key'] : []),
    ...(time.column === name
      ? [`its event time, ${boundMs === 0 ? 'in order' : `up to ${duration(boundMs)} out of order`}`]
      : []),
    ...(origin.kind === 'source' && isOptional(columns, name) ? ['may be NULL'] : []),
    ...(name in SYSTEM ? [SYSTEM[name]!] : []),
  ].join(' · ');
}

const isOptional = (columns: Relation['columns'], name: string): boolean =>
  columns.some(one => one.name === name && !one.required);

/** What the columns are that every relation has. */
const SYSTEM: Readonly<Record<string, string>> = {
  _timestamp: 'the time the record carries',
  _event_time: 'the time of the row, by which windows and joins go',
  _offset: "the record's place in its partition",
  _partition: 'the partition it was read from',
  _key: "the record's key as text",
  _topic: 'the topic it was read from',
  _window_start: 'the first moment of its window',
  _window_end: 'the first moment after its window',
};

function originText({ relation, column, how, via }: Origin): string {
  const topic = relation.topic === relation.name ? '' : ` (topic \`${relation.topic}\`)`;
  const through = via.length === 0 ? '' : `, through ${steps(via).join(' → ')}`;
  return `\`${relation.name}.${column}\`${topic}, ${how}${through}`;
}

/** Of a long way its ends. */
function steps(via: readonly string[]): readonly string[] {
  const named = via.map(one => `\`${one}\``);
  return named.length > 7 ? [...named.slice(0, 3), `${named.length - 6} more`, ...named.slice(-3)] : named;
}

interface SchemaFact {
  readonly column: SchemaColumn;
  readonly title: string;
  readonly path: string;
  readonly text: string | undefined;
}

/** What the schema file of a source says of a column. */
function schemaColumn(workspace: Workspace, { relation, column, path }: Origin): SchemaFact | undefined {
  const where = workspace.declaring(relation.name, path);
  const statement = where?.statement.syntax.statement;
  const written = statement && propertyOf(statement, 'schema.file')?.text;
  if (!where || !statement || !written || written.includes('${')) return undefined;
  const file = workspace.environmentOf(where.path).schema(written, propertyOf(statement, 'schema.message')?.text);
  const found = file?.found?.columns.find(one => one.name === column);
  return file?.found && found
    ? { column: found, title: file.found.title, path: file.path, text: workspace.schemaText(file.path) }
    : undefined;
}
