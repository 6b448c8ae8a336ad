/** format = 'protobuf': by a .proto file, by the registry, or (what is written) by the columns. */
import type { FormatBuilder } from './asked.ts';
import { registryOf } from './registry.ts';
import { schemaText, UNREAD } from './schema-text.ts';

export const protobufFormat: FormatBuilder = asked => {
  const registry = registryOf(asked);
  const file = schemaText(asked);
  const framed = registry ?? (asked.word === 'protobuf-confluent' ? {} : undefined);
  return {
    kind: 'protobuf',
    ...(file === 'none' ? {} : file === 'unread' ? { schema: UNREAD } : { schema: file.text, file: file.file }),
    ...(typeof file === 'object' && Object.keys(file.imports).length > 0 ? { imports: file.imports } : {}),
    ...(typeof file === 'object' && file.name !== undefined ? { name: file.name } : {}),
    ...(framed ? { registry: framed } : {}),
  };
};
