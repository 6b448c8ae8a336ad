/** Changes in Avro as Debezium writes them: records `Envelope` of `before` and `after` (`Value`) and `op`, keys as records `Key`. */
import type { FormatOf } from '../../../src/compiler/plan/plan.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { type DerivedColumn, derivedSchema } from '../avro/derive.ts';
import { recordOf } from '../json/encode.ts';
import type { FormatSettings, FormatWriter, WriteUse } from '../port.ts';

type Avro = FormatOf<'avro'>;

/** Rejects with FormatError: a schema that is given is no envelope, or cannot hold the rows. */
export async function avroChangeWriter(
  envelope: Avro,
  use: WriteUse,
  settings: FormatSettings,
): Promise<Pick<FormatWriter, 'row' | 'deletion'>> {
  const { openWriter } = await import('../table.ts');
  const row: SqlType = { kind: 'STRUCT', fields: use.columns.map(({ name, type }) => ({ name, type })) };
  const columns = [
    { name: 'before', type: row, spread: false },
    { name: 'after', type: row, spread: false },
    { name: 'op', type: { kind: 'STRING' }, spread: false },
  ] as const;
  const asked = withSchema(envelope, () => envelopeSchema(use));
  const writer = await openWriter(asked, { ...use, columns, declared: undefined }, settings);
  const toRecord = recordOf(use.columns);
  return {
    row: values => writer.row([null, toRecord(values), 'c']),
    deletion: values => writer.row([toRecord(values), null, 'd']),
  };
}

/** Rejects with FormatError. */
export async function avroKeyWriter(
  envelope: Avro,
  use: WriteUse,
  settings: FormatSettings,
): Promise<Pick<FormatWriter, 'whole'>> {
  const { openWriter } = await import('../table.ts');
  // The schema file is that of the values, and says nothing of keys.
  const { schema: _, name: __, ...of } = envelope;
  const writer = await openWriter(
    withSchema(of, () => keySchema(use)),
    use,
    settings,
  );
  return { whole: (value: Value) => writer.whole(value) };
}

/** Where the registry's own schema is not the one to write by. */
const withSchema = (format: Avro, schema: () => string): Avro =>
  format.schema !== undefined || format.registry?.latest || format.registry?.id !== undefined
    ? format
    : { ...format, schema: schema() };

function envelopeSchema(use: WriteUse): string {
  const { relation, columns, declared, topic } = use;
  const parts = declared?.map(column => ({ ...column, spread: false })) ?? columns;
  const value = { ...fieldsOf(relation, parts), name: 'Value', 'connect.name': `${namespaceOf(topic)}.Value` };
  return JSON.stringify({
    type: 'record',
    name: 'Envelope',
    namespace: namespaceOf(topic),
    fields: [
      { name: 'before', type: ['null', value], default: null },
      { name: 'after', type: ['null', 'Value'], default: null },
      { name: 'op', type: 'string' },
      { name: 'ts_ms', type: ['null', 'long'], default: null },
    ],
    'connect.name': `${namespaceOf(topic)}.Envelope`,
  });
}

const keySchema = ({ relation, columns, topic }: WriteUse): string =>
  JSON.stringify({
    ...fieldsOf(relation, columns),
    name: 'Key',
    namespace: namespaceOf(topic),
    'connect.name': `${namespaceOf(topic)}.Key`,
  });

function fieldsOf(
  relation: string,
  parts: readonly DerivedColumn[],
): { readonly type: 'record'; readonly fields: unknown } {
  const { fields } = JSON.parse(derivedSchema(relation, parts)) as { readonly fields: unknown };
  return { type: 'record', fields };
}

/** As Debezium makes names of its topics (`server.schema.table`): what Avro does not take is an underscore. */
const namespaceOf = (topic: string): string =>
  topic
    .split('.')
    .map(part => part.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d|$)/, '_'))
    .join('.');
