/** ferris-sql config explain: what holds for a run, and who says so. */
import type { Configuration, Effective, Origin } from '../../src/language/configuration/read.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { findPlace } from '../brokers.ts';
import { findConfiguration, profileFlag, told } from '../configuration.ts';
import { EXIT } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { SETTINGS_FILE } from '../settings.ts';
import { type ExplainedHint, explainedHints } from './explained-hints.ts';
import { type ExplainedProperty, explainedProperties } from './explained-properties.ts';
import { planOf } from './planned.ts';
import { isSecret } from './secret-keys.ts';

export const command = defineCommand({
  name: 'config',
  summary: 'say which settings hold for a run, and where each of them comes from',
  positionals: {
    name: 'explain [FILE]',
    doc: "'explain', then SQL whose hints and WITH (…) count too",
    min: 1,
    max: 2,
  },
  flags: {
    profile: profileFlag,
    brokers: { value: 'PLACE', doc: 'as the other commands take it' },
    format: { value: 'FORMAT', doc: 'how it is told', allowed: ['text', 'json'], default: 'text' },
  },
  examples: [
    ['ferris-sql config explain', 'what holds in this folder'],
    ['ferris-sql config explain trades.sql --profile high_throughput', 'what would hold for a job'],
  ],
  async run({ flags, positionals: [action, file] }, io) {
    if (action !== 'explain')
      throw new UsageError(`config has no '${action}'`, "write 'config explain', and then a file of SQL, if any");
    const configuration = await findConfiguration({ profile: flags.profile }, io);
    const source = file === undefined ? undefined : await readText(file, io);
    const plan = source && (await planOf(source, { bounded: false, values: false, withoutTopics: true }, io));
    if (source && !plan) return EXIT.unplannable;
    const place = await findPlace(flags.brokers, io, plan?.kafka);
    const connection: Line[] = [
      { key: 'brokers', value: place.place, origin: place.at ?? place.by },
      ...Object.entries(place.kafka.values).map(([key, value]) => ({
        key,
        value: isSecret(key) ? '(secret)' : value,
        origin: place.kafka.origins[key] ?? '',
      })),
    ];
    const hints = source ? await explainedHints(file!, io) : [];
    const properties = source ? await explainedProperties(source, io) : [];
    const explained: Explained = { configuration, connection, properties, hints };
    await io.stdout.write(flags.format === 'json' ? asJson(explained) : asText(explained));
    return EXIT.ok;
  },
});

interface Explained {
  readonly configuration: Configuration;
  readonly connection: readonly Line[];
  /** Of relations, from configuration files. */
  readonly properties: readonly ExplainedProperty[];
  readonly hints: readonly ExplainedHint[];
}

interface Line {
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** `ferris.yaml:12 (performance.flush_interval_ms)`, `SQL_WORKER_THREADS`, `profile low_latency`. */
function where({ kind, name, line }: Origin): string {
  switch (kind) {
    case 'default':
      return 'default';
    case 'profile':
      return `profile ${name}`;
    case 'ferris.yaml':
      return `${SETTINGS_FILE}:${line ?? 1} (${name})`;
    default:
      return name;
  }
}

const line = ({ setting, value, origin, overruled }: Effective): Line => ({
  key: setting.key,
  value,
  origin: `${where(origin)}${overruled.length === 0 ? '' : `; instead of ${overruled.map(one => `${one.value} from ${where(one.origin)}`).join(', ')}`}`,
});

function asText({ configuration, connection, properties, hints }: Explained): string {
  const { profile, profileOrigin, settings, notes } = configuration;
  const text = [
    `Profile ${profile.name} (${where(profileOrigin)})`,
    `  ${profile.doc}`,
    `  ${profile.delivery}`,
    '',
    'Settings',
    ...table(settings.map(line)),
    '',
    'Connection',
    ...table(connection),
  ];
  for (const [relation, some] of Map.groupBy(properties, one => one.relation))
    text.push('', `Relation ${relation}`, ...table(some));
  for (const [deployment, some] of Map.groupBy(hints, one => one.deployment))
    text.push('', `Deployment ${deployment}`, ...table(some));
  if (notes.length > 0) text.push('', 'Without effect', ...notes.map(note => `  ${told(note)}`));
  return `${text.join('\n')}\n`;
}

function table(lines: readonly Line[]): string[] {
  const width = Math.max(0, ...lines.map(({ key, value }) => key.length + value.length + 3));
  return lines.map(({ key, value, origin }) => `  ${`${key} = ${value}`.padEnd(width)}  ${origin}`);
}

function asJson({ configuration, connection, properties, hints }: Explained): string {
  const { profile, profileOrigin, settings, notes } = configuration;
  const placed = (origin: Origin) => ({
    kind: origin.kind,
    name: origin.name,
    ...(origin.kind === 'ferris.yaml' ? { file: SETTINGS_FILE, line: origin.line ?? 1 } : {}),
  });
  return `${JSON.stringify(
    {
      profile: { name: profile.name, delivery: profile.delivery, origin: placed(profileOrigin) },
      settings: settings.map(({ setting, value, origin, overruled }) => ({
        key: setting.key,
        value,
        origin: placed(origin),
        overruled: overruled.map(one => ({ value: one.value, origin: placed(one.origin) })),
      })),
      connection,
      properties,
      hints,
      without_effect: notes.map(({ message, origin }) => ({ message, origin: placed(origin) })),
    },
    null,
    2,
  )}\n`;
}
