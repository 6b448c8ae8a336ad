/** format = 'debezium-json' or 'debezium-avro': changes of a database's rows. */
import type { FormatBuilder } from './asked.ts';
import { avroFormat } from './avro.ts';

export const debeziumFormat: FormatBuilder = asked => {
  if (!asked.word.includes('avro')) return { kind: 'debezium', envelope: { kind: 'json' } };
  const envelope = avroFormat({ ...asked, word: 'avro-confluent' });
  return envelope && { kind: 'debezium', envelope };
};
