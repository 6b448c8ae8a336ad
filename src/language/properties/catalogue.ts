/** Every WITH property there is, and how to find one by its key: checking, completion, hover and docs read this table. */
import type { Checked } from '../hints/types/value-type.ts';
import { variablesIn } from '../hints/variables.ts';
import { batch } from './catalogue/batch.ts';
import { configuration } from './catalogue/configuration.ts';
import { failure } from './catalogue/failure.ts';
import { file } from './catalogue/file.ts';
import { format } from './catalogue/format.ts';
import { generator } from './catalogue/generator.ts';
import { job } from './catalogue/job.ts';
import { kafkaClient } from './catalogue/kafka-client.ts';
import { kafkaConsumer } from './catalogue/kafka-consumer.ts';
import { kafkaOauth } from './catalogue/kafka-oauth.ts';
import { kafkaProducer } from './catalogue/kafka-producer.ts';
import { kafkaSecurity } from './catalogue/kafka-security.ts';
import { kafkaTopic } from './catalogue/kafka-topic.ts';
import { observability } from './catalogue/observability.ts';
import { relation } from './catalogue/relation.ts';
import { result } from './catalogue/result.ts';
import { schema } from './catalogue/schema.ts';
import { state } from './catalogue/state.ts';
import { time } from './catalogue/time.ts';
import type { PropertyEntry, PropertyFamily } from './define.ts';
import { looseKey } from './loose-key.ts';

export type { PropertyEntry, PropertyFamily } from './define.ts';

const kafkaFamilies = [kafkaClient, kafkaConsumer, kafkaProducer, kafkaSecurity, kafkaOauth, kafkaTopic];

/** In the order in which a person reads them. */
export const propertyFamilies: readonly PropertyFamily[] = [
  relation,
  format,
  schema,
  time,
  result,
  failure,
  state,
  batch,
  job,
  observability,
  file,
  generator,
  ...kafkaFamilies,
  configuration,
];

export const properties: readonly PropertyEntry[] = propertyFamilies.flatMap(family => family.properties);

/** In front of a client's settings Flink writes `properties.`, configuration files their section. */
const CLIENT_PREFIX = /^(properties|(kafka\.)?(consumer|producer)(\.config)?|kafka)\./;

const inBlock = (block: string | undefined, key: string): string => `${block?.toLowerCase() ?? ''}\0${key}`;
const byKey = new Map(
  properties.flatMap(entry => [entry.key, ...entry.aliases].map(key => [inBlock(entry.block, looseKey(key)), entry])),
);
const ofClients = new Map(
  kafkaFamilies.flatMap(({ properties }) =>
    properties.flatMap(entry => [entry.key, ...entry.aliases].map(key => [looseKey(key), entry])),
  ),
);

/**
 * The entry of a key in any of its spellings; undefined for an unknown key.
 * @param block the word between WITH and its parenthesis, such as LOCAL_AGGREGATION
 */
export function findProperty(key: string, block?: string): PropertyEntry | undefined {
  const loose = looseKey(key);
  const found = byKey.get(inBlock(block, loose));
  if (found || block !== undefined) return found;
  const prefix = CLIENT_PREFIX.exec(loose)?.[0];
  return prefix === undefined ? undefined : ofClients.get(loose.slice(prefix.length));
}

/** Whether a value is understood and cannot run yet, although other values of the property do. */
export const isLaterValue = (entry: PropertyEntry, text: string): boolean =>
  entry.later?.some(value => value.toLowerCase() === text.trim().toLowerCase()) ?? false;

/**
 * Whether a property may have this value. Values that cannot run yet are well-formed all the same.
 * What holds a variable is not known before the variable is filled in: only the variable's own form is checked.
 */
export function checkPropertyValue(entry: PropertyEntry, text: string): Checked {
  const variables = variablesIn(text);
  if (variables.broken !== undefined) return { ok: false, message: variables.broken };
  if (variables.any) return { ok: true };
  // A delimiter may be a space.
  return entry.type.check(text.trim() || text);
}
