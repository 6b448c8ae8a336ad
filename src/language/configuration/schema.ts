/** A JSON Schema of ferris.yaml, for editors of YAML: made of the tables that the programs read. */
import { hintCatalogue } from '../hints/catalogue.ts';
import { kafkaOauth } from '../properties/catalogue/kafka-oauth.ts';
import { kafkaSecurity } from '../properties/catalogue/kafka-security.ts';
import { LEVELS } from '../rules/levels.ts';
import { ruleIds } from '../rules/table.ts';
import { PROFILES } from './profiles.ts';
import { SETTINGS } from './settings.ts';
import { WITHOUT_EFFECT } from './without-effect.ts';

type Schema = Readonly<Record<string, unknown>>;
type Table = Record<string, unknown>;

/** Draft 7, which editors know best. */
export function settingsSchema(): Schema {
  const root: Table = {
    profile: {
      description: 'Settings that go together; what is said besides wins over them.',
      oneOf: PROFILES.map(({ name, doc }) => ({ const: name, description: doc })),
    },
    brokers: {
      description: 'Where topics are: host:port, or a list of them; dir:PATH; jsonl:PATH.',
      type: ['string', 'array'],
      items: { type: 'string' },
    },
    rules: section(
      'What the rules of lint and editor are taken for.',
      Object.fromEntries(ruleIds.map(id => [id, { enum: LEVELS }])),
      false,
    ),
    deploy: section('Hints that hold for all files below this folder.', hints(), true),
    prices: { description: 'Prices of clouds, over the lists that are built in.', type: 'object' },
    services: { description: 'Companion services of the deployments.', type: 'object' },
    schema_registry: { description: 'The schema registry.', type: 'object' },
    kafka: section('How to speak to the brokers, and how much to fetch and send at a time.', connection(), true),
  };
  for (const { paths, variables, doc, schema, default: otherwise } of SETTINGS)
    for (const path of paths)
      place(root, path, {
        description: `${doc}${variables.length > 0 ? ` Also ${variables.join(', ')}.` : ''}`,
        default: typeof schema.type === 'string' ? Number(otherwise) : otherwise,
        ...schema,
      });
  for (const { paths, why } of WITHOUT_EFFECT)
    for (const path of paths)
      place(root, path.replace(/\.\*$/, ''), {
        description: `Has no effect: ${why}.`,
        deprecated: true,
        deprecationMessage: `Has no effect: ${why}.`,
      });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://ferris-sql.dev/schemas/ferris.schema.json',
    title: 'ferris.yaml',
    description: 'Settings of a folder of FerrisSQL files.',
    type: 'object',
    properties: root,
    additionalProperties: false,
  };
}

const section = (description: string, properties: Schema, open: boolean): Table => ({
  description,
  type: 'object',
  properties: { ...properties },
  ...(open ? {} : { additionalProperties: false }),
});

/** Into the section that the path names; those that are not there yet are made. */
function place(properties: Table, path: string, schema: Schema): void {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    properties[first] ??= schema;
    return;
  }
  properties[first] ??= { type: 'object', properties: {}, additionalProperties: false };
  const inner = properties[first] as { properties?: Table };
  inner.properties ??= {};
  place(inner.properties, rest.join('.'), schema);
}

/** By their whole keys and as tables in one another. */
function hints(): Table {
  const table: Table = {};
  for (const { key, doc, type } of hintCatalogue) {
    const words = type.choices().map(({ value }) => value);
    const closed = words.length > 0 && type.placeholder === words.join('|');
    const toggle = closed && words.includes('enabled') && words.includes('disabled');
    const schema = {
      description: `${doc} Takes ${type.description}.`,
      ...(closed ? { enum: [...words, ...(toggle ? [true, false] : [])] } : {}),
    };
    table[key] = schema;
    const [category, ...rest] = key.split('.');
    if (rest.length === 0) continue;
    if (!Object.hasOwn(table, category!)) table[category!] = { type: 'object', properties: {} };
    const inner = table[category!] as { properties?: Table };
    if (inner.properties) inner.properties[rest.join('.')] = schema;
  }
  return table;
}

function connection(): Table {
  const brokers = {
    description: 'host:port, or a list of them.',
    type: ['string', 'array'],
    items: { type: 'string' },
  };
  const table: Table = { brokers, bootstrap_servers: brokers };
  for (const { key, doc, runs } of [...kafkaSecurity.properties, ...kafkaOauth.properties])
    if (runs) {
      table[key.replaceAll('.', '_')] = { description: doc };
      place(table, key, { description: doc });
    }
  for (const name of ['sasl', 'ssl', 'security'])
    if (typeof table[name] === 'object') delete (table[name] as Table).additionalProperties;
  return table;
}
