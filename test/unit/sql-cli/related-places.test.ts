/** Findings that point into files that SQL names: with their line and column, in every format. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { DIAGNOSTIC_FORMATS, renderDiagnostics } from '../../../cli/output/diagnostics.ts';
import { folderWith } from './run.ts';

const CONFIG = 'topic: shop\nsource:\n  nonsense: 3\n';
const AVSC = '{"type": "record", "name": "Order",\n  "fields": [{"name": "id", "type": "strin"}]}\n';

test('what is wrong in a configuration file and in a schema file, as a command tells it', async () => {
  const read = (more: string): string =>
    `CREATE STREAM orders (id STRING) WITH (topic = 'orders', ${more});\nSELECT id FROM orders;\n`;
  using folder = folderWith({
    'c/orders.yaml': CONFIG,
    'c/order.avsc': AVSC,
    'c/circle.yaml': '# around\nextends: circle.yaml\n',
    'config.sql': read(`'config_file' = 'c/orders.yaml'`),
    'circle.sql': read(`'config_file' = 'c/circle.yaml'`),
    'schema.sql': read(`format = 'avro', 'schema.file' = 'c/order.avsc'`),
  });
  const told = async (file: string): Promise<string> => (await folder.run(['explain', '--file', file])).stderr;
  assert.match(await told('config.sql'), /note: there is no property 'source\.nonsense' \(c\/orders\.yaml:3:3\)\n/);
  assert.match(await told('circle.sql'), /note: extended here \(c\/circle\.yaml:2:10\)\n/);
  assert.match(await told('schema.sql'), /note: there is no type 'strin' here \(c\/order\.avsc:2:37\)\n/);
});

test('formats for programs have the place too; of a file that is not known there is no line', () => {
  const start = CONFIG.indexOf('nonsense');
  const message = 'there is no such property';
  const related = [{ path: 'c/orders.yaml', span: { start, end: start + 8 }, message }];
  const span = { start: 0, end: 6 };
  const diagnostics = [{ rule: 'sql/unknown-property', severity: 'warning' as const, message: 'no', span, related }];
  const files = [{ name: 'q.sql', text: 'SELECT', diagnostics }];
  const about = { tool: 'ferris-sql', version: '1', rules: [], color: false };
  const of = (format: (typeof DIAGNOSTIC_FORMATS)[number], textOf?: (name: string) => string | undefined): string =>
    renderDiagnostics(files, format, { ...about, ...(textOf ? { textOf } : {}) });
  const known = (name: string): string | undefined => (name === 'c/orders.yaml' ? CONFIG : undefined);

  assert.match(of('text', known), /\(c\/orders\.yaml:3:3\)\n/);
  assert.match(of('text'), /\(c\/orders\.yaml\)\n/);

  const relatedIn = (json: string): unknown => JSON.parse(json).files[0].diagnostics[0].related;
  const file = 'c/orders.yaml';
  assert.deepEqual(relatedIn(of('json', known)), [{ message, file, line: 3, column: 3, endLine: 3, endColumn: 11 }]);
  assert.deepEqual(relatedIn(of('json')), [{ message, file }]);

  const placeIn = (sarif: string): unknown => JSON.parse(sarif).runs[0].results[0].relatedLocations[0].physicalLocation;
  const artifactLocation = { uri: file };
  const region = { startLine: 3, startColumn: 3, endLine: 3, endColumn: 11 };
  assert.deepEqual(placeIn(of('sarif', known)), { artifactLocation, region });
  assert.deepEqual(placeIn(of('sarif')), { artifactLocation });
  for (const format of DIAGNOSTIC_FORMATS) assert.ok(of(format, () => '').includes('q.sql'));
});
