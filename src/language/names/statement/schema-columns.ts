/** The columns of the schema file that WITH names for a relation. */

import type { StatementProperties } from '../../properties/read.ts';
import type { Relation } from '../bound.ts';
import type { Reporter } from '../report.ts';
import type { Environment } from './environment.ts';

/** Undefined when WITH names none, or nothing can be read from it. What is wrong in the file is told where it is named. */
export function schemaColumns(
  name: string,
  environment: Environment,
  properties: StatementProperties,
  reporter: Reporter,
  given?: string,
): Relation['columns'] | undefined {
  const written = properties.schemaFile(name) ?? given;
  // What a variable holds is known when the file is run.
  if (written === undefined || written === '' || written.includes('${')) return undefined;
  const file = environment.schema(written, properties.of(name, 'schema.message')?.text);
  if (!file) return undefined;
  const span = properties.of(name, 'schema.file')?.span;
  const needsSchema = /^(avro|protobuf)/i.test(properties.of(name, 'format')?.text ?? '');
  if (!file.found) {
    if (span)
      reporter.report('schema/file', span, `there is no file '${written}' beside this one`, {
        severity: needsSchema ? 'error' : 'warning',
        help: `its path is relative to the folder of the SQL file; until it is there ${needsSchema ? 'no record can be read' : 'the columns are not known'}`,
      });
    return undefined;
  }
  const { columns, problems } = file.found;
  // A column of another type than its author believes is found out here, not by what its arithmetic refuses.
  const ignored = problems.find(one => one.rule === 'schema/avro-logical-type' && one.severity === 'warning');
  if (ignored && span)
    reporter.report('schema/avro-logical-type', span, `'${written}': ${ignored.message}`, {
      severity: 'warning',
      help: `${ignored.help ?? ''}; 'ferris-sql lint --fix ${written}' moves it`,
      related: [{ path: file.path, span: ignored.span, message: ignored.message }],
    });
  const [first] = problems.filter(one => one.severity === 'error');
  if (first && span)
    reporter.report('schema/file', span, `'${written}' has an error: ${first.message}`, {
      severity: columns.length > 0 && !needsSchema ? 'warning' : 'error',
      related: [{ path: file.path, span: first.span, message: first.message }],
    });
  if (columns.length === 0) return undefined;
  reporter.names?.fromFile(name, file.path, columns);
  return columns.map(column => ({ name: column.name, type: column.type, required: column.required }));
}
