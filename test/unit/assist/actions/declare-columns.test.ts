/** "Declare columns from …" with schema files beside the text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { offersOf } from '../../../../src/language/assist/actions/actions.ts';
import { declareColumns } from '../../../../src/language/assist/actions/declare-columns.ts';
import { withEdits } from '../../../../src/language/rules/fix-all.ts';
import { Workspace } from '../../../../src/language/workspace/workspace.ts';
import { errorsOf, outputsOf, subjectAt } from './applying.ts';

const SCHEMAS: Readonly<Record<string, string>> = {
  'prices.avsc': JSON.stringify({
    type: 'record',
    name: 'Price',
    fields: [
      { name: 'ticker', type: 'string' },
      { name: 'price', type: ['null', 'double'], default: null },
    ],
  }),
  'prices.proto': 'syntax = "proto3";\nmessage Price {\n  string ticker = 1;\n  double price = 2;\n}\n',
  'prices.jsonl': '{"ticker": "A", "price": 1.5}\n{"ticker": "B", "price": 2.5}\n',
};

function declared(text: string) {
  const workspace = new Workspace();
  const analysed = (of: string) => {
    workspace.setFile('a.sql', of);
    for (const [path, schema] of Object.entries(SCHEMAS)) workspace.setSchemaFile(path, schema);
    return workspace.analysis('a.sql')!;
  };
  const before = analysed(text);
  const offers = offersOf(declareColumns, subjectAt(text, { start: 8, end: 8 }, before), before.statements[0]!);
  const [offer] = offers;
  if (!offer) return undefined;
  const changed = withEdits(text, offer.edits());
  const after = analysed(changed);
  return { title: offer.title, changed, before, after };
}

for (const file of Object.keys(SCHEMAS))
  test(`the columns of ${file} are declared as they are read`, () => {
    const found = declared(`CREATE STREAM prices WITH (topic = 'prices', schema.file = '${file}');`);
    assert.equal(found?.title, `Declare the columns of ${file}`);
    assert.match(
      found.changed,
      /^CREATE STREAM prices \(\n {2}ticker STRING.*,\n {2}price (DOUBLE|DECIMAL).*\n\) WITH \(topic/,
    );
    assert.deepEqual(outputsOf(found.after), outputsOf(found.before));
    assert.deepEqual(errorsOf(found.after), []);
  });

test('they come before a watermark that is declared alone, with the line breaks of the file', () => {
  const found = declared(
    "CREATE STREAM prices (WATERMARK FOR _timestamp AS _timestamp) WITH (\r\n  schema.file = 'prices.avsc'\r\n);",
  );
  assert.equal(
    found?.changed.slice(0, found.changed.indexOf('WATERMARK')),
    'CREATE STREAM prices (\r\n  ticker STRING NOT NULL,\r\n  price DOUBLE,\r\n  ',
  );
});

test('without the file there is nothing to declare', () => {
  assert.equal(declared("CREATE STREAM prices WITH (schema.file = 'nowhere.avsc');"), undefined);
});
