/** CREATE STREAM | TABLE without a query: a source. */

import type * as ast from '../../grammar/generated/ast.ts';
import { changelogOf } from '../../properties/changelog.ts';
import { compressionOf } from '../../properties/compression.ts';
import { eventTimeOf, timeProperties } from '../../properties/event-time.ts';
import { failureRulesOf } from '../../properties/failure.ts';
import { lateRulesOf } from '../../properties/late-rows.ts';
import { readProperties } from '../../properties/read.ts';
import { isNumeric, typeText } from '../../types/sql-type.ts';
import type { BoundSource, Relation } from '../bound.ts';
import { isOpen } from '../expression/basics.ts';
import { listed } from '../expression/columns.ts';
import { placedColumns } from '../format/csv.ts';
import { formatsOf } from '../format/formats-of.ts';
import { refuseKeyless } from '../format/keyless.ts';
import { inFiles, ofFiles } from '../format/of-files.ts';
import { noteText } from '../record/note-text.ts';
import type { Reporter } from '../report.ts';
import { nameOf } from '../text-of.ts';
import { declaredColumns, watermarkOf } from './columns.ts';
import type { Environment } from './environment.ts';
import { schemaColumns } from './schema-columns.ts';

export function bindSource(node: ast.Create, environment: Environment, reporter: Reporter): BoundSource {
  const name = nameOf(node.name ?? '');
  const properties = readProperties(
    node.properties,
    { created: name, reads: [], writes: [name] },
    reporter,
    environment.configFile,
  );
  const declared = declaredColumns(node, schemaColumns(name, environment, properties, reporter), reporter);
  const { columns } = declared;
  const watermark = watermarkOf(declared.watermark, declared.resolve, reporter);
  const field = properties.plain('event.time.field');
  const format = properties.plain('event.time.format');
  const time =
    eventTimeOf(
      timeProperties(key => properties.plain(key)),
      watermark,
      reporter,
    ) ?? watermark;
  const column = columns.find(one => one.name === time.column);
  if (time.column !== undefined && columns.length > 0 && !column && field)
    reporter.report('sql/unknown-column', field.span, `there is no column '${time.column}' in '${name}'`, {
      help: `its columns are ${listed(columns.map(one => one.name))}`,
    });
  const at = declared.watermark ? reporter.at(declared.watermark) : (field?.span ?? reporter.at(node));
  if (column && !['TIMESTAMP', 'STRING', 'DATE', 'BIGINT'].includes(column.type.kind) && !isOpen(column.type))
    reporter.report(
      'sql/time-type',
      at,
      `'${column.name}' is ${typeText(column.type)}: an event time is a TIMESTAMP, epoch milliseconds (BIGINT) or text`,
      isNumeric(column.type) ? { help: `declare '${column.name}' as BIGINT` } : {},
    );
  if (column?.type.kind === 'TIMESTAMP' && time.format.kind === 'epoch_seconds' && format)
    reporter.report(
      'sql/time-type',
      format.span,
      'a number in a TIMESTAMP column is epoch milliseconds, never seconds',
      { help: `declare '${column.name}' as BIGINT` },
    );
  if (field && !field.fromFile && column) noteText(field.span, reporter.names?.offered(column.name), reporter);
  const files = ofFiles(key => properties.of(name, key), reporter);
  const asking = files?.asking ?? (key => properties.of(name, key));
  const topic = files ? name : (properties.of(name, 'topic')?.text ?? name);
  const late = lateRulesOf(key => properties.of(name, key));
  const failure = failureRulesOf(key => properties.of(name, key), reporter);
  const encoded = formatsOf(asking, 'read', environment, reporter);
  const said = files ? inFiles(encoded, asking, reporter) : encoded;
  if (node.kind?.toUpperCase() !== 'STREAM') refuseKeyless(name, key => properties.of(name, key), reporter);
  const compression = compressionOf(properties.of(name, 'compression.type'));
  const formats = placedColumns(said, columns, files ? [] : declared.primaryKey);
  const takesBack =
    changelogOf(properties.of(name, 'changelog.mode')) === 'retract' ||
    (formats.value?.kind === 'debezium' && node.kind?.toUpperCase() === 'STREAM');
  const relation: Relation = {
    name,
    kind: node.kind?.toUpperCase() === 'STREAM' ? 'stream' : 'table',
    columns,
    open: columns.length === 0,
    primaryKey: declared.primaryKey,
    time,
    ...(late ? { late } : {}),
    ...(failure ? { failure } : {}),
    ...(formats.value || formats.key ? { formats } : {}),
    ...(compression ? { compression } : {}),
    ...(files ? { file: files.place } : {}),
    ...(takesBack ? { retracts: true } : {}),
    windowed: false,
    origin: { kind: 'source', topic, declared: true },
    topic,
  };
  const { later: idle, configured } = properties;
  return { kind: 'source', relation, later: idle, ...(configured ? { configured } : {}) };
}
