/** The columns an Avro schema (.avsc) gives a relation. */
import { readAvroType } from './avro-read.ts';
import { AvroToSql } from './avro-sql.ts';
import type { AvroRecord, AvroType } from './avro-type.ts';
import { avroTypeName } from './avro-type.ts';
import type { JsonNode } from './json-tree.ts';
import { readJsonText } from './json-tree.ts';
import { chooseRoot } from './root.ts';
import type { SchemaResult } from './schema.ts';
import { Findings } from './schema.ts';

/**
 * @param text of the .avsc: a record, or a list of types of which one is the relation's
 * @param name the record to read when there are several, with or without its namespace
 */
export function readAvro(text: string, name?: string): SchemaResult {
  const findings = new Findings();
  const reading = readJsonText(text);
  if ('error' in reading) {
    findings.error('schema/json', reading.error.span, `This is not JSON: ${reading.error.message}`);
    return { columns: [], problems: findings.sorted(), title: 'Avro schema' };
  }
  const type = readAvroType(reading.node, text, findings);
  const record = recordOf(type, reading.node, name, findings);
  const sql = new AvroToSql(findings);
  const columns = (record?.fields ?? []).map(field => {
    const { type: column, nullable } = sql.of(field.type);
    return {
      name: field.name,
      type: column,
      required: !nullable,
      ...(field.doc === undefined ? {} : { doc: field.doc }),
      span: field.nameSpan,
    };
  });
  return { columns, problems: findings.sorted(), title: record ? `Avro record ${record.name}` : 'Avro schema' };
}

/** The type that a schema's text defines, for those who read and write by it, with what is wrong in it. */
export function readAvroSchema(
  text: string,
  name?: string,
): { readonly type: AvroType; readonly problems: SchemaResult['problems'] } {
  const findings = new Findings();
  const reading = readJsonText(text);
  if ('error' in reading) {
    // A schema of one word, as registries give `string`.
    findings.error('schema/json', reading.error.span, `This is not JSON: ${reading.error.message}`);
    return { type: { kind: 'invalid' }, problems: findings.sorted() };
  }
  const type = readAvroType(reading.node, text, findings);
  const record = name !== undefined || isList(type) ? recordOf(type, reading.node, name, findings) : undefined;
  return { type: record ?? type, problems: findings.sorted() };
}

/** A file that defines the parts of one record before it, and not a union of several. */
function isList(type: AvroType): boolean {
  if (type.kind !== 'union' || type.branches.some(branch => !('aliases' in branch))) return false;
  const records = type.branches.filter(branch => branch.kind === 'record');
  const inside = new Set(records.flatMap(record => referred(record).filter(each => each !== record)));
  return records.filter(record => !inside.has(record)).length === 1;
}

function recordOf(
  type: AvroType,
  node: JsonNode,
  name: string | undefined,
  findings: Findings,
): AvroRecord | undefined {
  const all = type.kind === 'union' ? type.branches : [type];
  const records = all.filter(each => each.kind === 'record');
  if (records.length === 0) {
    if (!findings.list.some(problem => problem.severity === 'error'))
      findings.error(
        'schema/relation',
        node.kind === 'object' ? { start: node.span.start, end: node.span.start + 1 } : node.span,
        `a relation's columns are the fields of a record, and this is ${avroTypeName(type)}`,
      );
    return undefined;
  }
  return chooseRoot(records, name, referred, findings, 'record');
}

/** Records within a record, each once. */
function referred(record: AvroRecord): readonly AvroRecord[] {
  const found = new Set<AvroRecord>();
  const visit = (type: AvroType): void => {
    if (type.kind === 'array') visit(type.items);
    else if (type.kind === 'map') visit(type.values);
    else if (type.kind === 'union') type.branches.forEach(visit);
    else if (type.kind === 'record' && !found.has(type)) {
      found.add(type);
      for (const field of type.fields) visit(field.type);
    }
  };
  for (const field of record.fields) visit(field.type);
  return [...found];
}
