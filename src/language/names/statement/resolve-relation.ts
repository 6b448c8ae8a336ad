/** What a name after FROM stands for: something declared, else a topic of that name. */

import type { StatementProperties } from '../../properties/read.ts';
import type { Span } from '../../text/span.ts';
import type { Relation } from '../bound.ts';
import { listed } from '../expression/columns.ts';
import { askingOfInput } from '../format/asked.ts';
import { placedColumns } from '../format/csv.ts';
import { formatsOf } from '../format/formats-of.ts';
import { inFiles, ofFiles } from '../format/of-files.ts';
import { openRelation } from '../query/relation-of.ts';
import type { Reporter } from '../report.ts';
import type { Environment } from './environment.ts';
import { schemaColumns } from './schema-columns.ts';

export function resolveRelation(
  name: string,
  span: Span,
  environment: Environment,
  properties: StatementProperties,
  reporter: Reporter,
): Relation | undefined {
  const found = environment.relation(name);
  if (found === 'cycle') {
    reporter.report(
      'sql/cycle',
      span,
      `'${name}' is computed from what this statement writes: it would wait for itself`,
      {
        help: 'read the source it begins with',
      },
    );
    return undefined;
  }
  if (found) {
    if (found.name !== name && found.name.toLowerCase() === name.toLowerCase())
      reporter.report('sql/name-case', span, `'${name}' is written '${found.name}' where it is declared`, {
        severity: 'info',
        fixes: [{ title: `Write '${found.name}'`, edits: [{ span, text: found.name }] }],
      });
    return found;
  }
  if (environment.declaresSources && !properties.mentions(name) && environment.topic === undefined) {
    const names = environment.relationNames();
    const meant = environment.nearestRelation(name);
    reporter.report('sql/unknown-relation', span, `there is no stream or table '${name}'`, {
      help: meant
        ? `did you mean '${meant}'?`
        : names.length > 0
          ? `there are ${listed(names.map(one => `'${one}'`))}; or declare it by CREATE STREAM`
          : 'declare it by CREATE STREAM',
      ...(meant ? { fixes: [{ title: `Change to '${meant}'`, edits: [{ span, text: meant }] }] } : {}),
    });
    return undefined;
  }
  const files = ofFiles(askingOfInput(name, properties), reporter);
  const asking = files?.asking ?? askingOfInput(name, properties);
  const topic = files ? name : (environment.topic ?? properties.of(name, 'topic')?.text ?? name);
  const encoded = formatsOf(asking, 'read', environment, reporter);
  const said = files ? inFiles(encoded, asking, reporter) : encoded;
  const given = environment.format?.schemaFile;
  const columns = schemaColumns(name, environment, properties, reporter, given);
  const formats = placedColumns(said, columns ?? [], []);
  return {
    ...openRelation(name, { kind: 'source', topic, declared: false }, topic),
    ...(columns ? { columns, open: false } : {}),
    ...(formats.value || formats.key ? { formats } : {}),
    ...(files ? { file: files.place } : {}),
  };
}
