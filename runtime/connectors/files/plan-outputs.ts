/** The files that the queries of a plan write, by the names that the plan has for them. */
import path from 'node:path';
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import { derivedSchema } from '../../formats/avro/derive.ts';
import { headerText } from '../../formats/csv/header.ts';
import { ConnectorError } from '../port.ts';
import { fileEncoding } from './file-encoding.ts';
import { type FileOutput, fileOutput } from './file-output.ts';
import { gzipped, isGzipPath } from './gzip.ts';
import type { FilesOptions } from './with-files.ts';

/** Throws ConnectorError for what a file cannot keep. */
export function outputsOf({
  plan,
  folder,
  fill,
  ends,
  group,
  writes,
}: FilesOptions): ReadonlyMap<string, () => FileOutput> {
  const found = new Map<string, () => FileOutput>();
  const paths = new Map<string, string>();
  for (const query of writes) {
    const { name, local, output } = query;
    const { file: sink, topic, kind, changelog, formats } = output;
    if (local || !sink || found.has(topic)) continue;
    if (changelog === 'retract')
      throw new ConnectorError(
        'refused',
        `'${name}' writes changes as pairs, which are marked in headers: a file has none`,
      );
    if (kind === 'table' && !plan.bounded)
      throw new ConnectorError(
        'refused',
        `'${name}' is a TABLE, whose rows change, and a file keeps rows as they were written: make it a STREAM, write it to a topic, or run it over what is there now (execute, run --bounded)`,
      );
    const filled = { ...sink, path: fill(sink.path) };
    const at = path.resolve(folder, filled.path);
    const other = paths.get(at);
    if (other !== undefined)
      throw new ConnectorError('refused', `'${other}' and '${name}' would be written to the same file: ${filled.path}`);
    paths.set(at, name);
    const format = formats?.value;
    const gzip = isGzipPath(filled.path);
    if (gzip && format?.kind === 'avro')
      throw new ConnectorError(
        'refused',
        `'${name}' is written to ${filled.path}, and an Avro file is compressed block by block, within: leave .gz out of its name, and say it by 'avro.codec'`,
      );
    const plain = fileEncoding(format, sink.codec ?? 'snappy', name, () => emptyHead(query));
    const encoding = gzip ? gzipped(plain) : plain;
    const whole = ends && group === undefined;
    found.set(topic, () => fileOutput({ name, sink: filled, encoding, folder, whole, now: Date.now }));
  }
  return found;
}

/** As its format has it for its records. */
function emptyHead({ name, output: { columns, declared, formats } }: PlanQuery): string {
  if (formats?.value?.kind !== 'avro') return headerText(columns.map(column => column.name));
  const parts = declared?.map(column => ({ ...column, spread: false })) ?? columns;
  return formats.value.schema ?? derivedSchema(name, parts);
}
