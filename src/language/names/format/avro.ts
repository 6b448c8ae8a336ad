/** format = 'avro': by a schema file, by the registry, or by the columns. */
import type { FormatBuilder } from './asked.ts';
import { registryOf } from './registry.ts';
import { schemaText, UNREAD } from './schema-text.ts';

export const avroFormat: FormatBuilder = asked => {
  const registry = registryOf(asked);
  const file = schemaText(asked);
  const framed = registry ?? (asked.word === 'avro-confluent' ? {} : undefined);
  return {
    kind: 'avro',
    ...(file === 'none' ? {} : file === 'unread' ? { schema: UNREAD } : { schema: file.text, file: file.file }),
    ...(typeof file === 'object' && file.name !== undefined ? { name: file.name } : {}),
    ...(asked.forAll && asked.use === 'write' ? { orColumns: true } : {}),
    ...(framed ? { registry: framed } : {}),
  };
};
