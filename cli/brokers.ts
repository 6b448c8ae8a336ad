/** Which place a command reads from and writes to: --brokers, KAFKA_BROKERS, WITH, ferris.yaml, or the log in this folder. */
import { type OpenOptions, openConnector } from '../runtime/connectors/open.ts';
import { type Connector, ConnectorError, type Problem } from '../runtime/connectors/port.ts';
import { UsageError } from './arguments.ts';
import { FileError } from './files.ts';
import { type Io, resolvePath } from './io.ts';
import { brokersIn } from './kafka/from-settings.ts';
import { gatherKafka, type KafkaSettings } from './kafka/gather.ts';
import { brokersOf, type Written } from './kafka/written.ts';
import { readSettings, SETTINGS_FILE, type Settings } from './settings.ts';

/** The flag, for every command that has it. */
export const brokersFlag = {
  value: 'PLACE',
  doc: 'host:port,… (Kafka), dir:PATH (embedded log) or jsonl:PATH (folder of .jsonl files); without it KAFKA_BROKERS, then "brokers:" of ferris.yaml, then dir:.ferris/log',
} as const;

const EMBEDDED = 'dir:.ferris/log';

export interface Place {
  /** As openConnector takes it. */
  readonly place: string;
  /** Who said so, for messages. */
  readonly by: '--brokers' | 'KAFKA_BROKERS' | 'WITH' | 'ferris.yaml' | 'default';
  /** Where WITH has it from, if that is a configuration file: `configs/orders.yaml:12`. */
  readonly at?: string;
  /** How to speak to Kafka's brokers; nothing for another place. */
  readonly kafka: KafkaSettings;
}

const NOTHING: KafkaSettings = { values: {}, origins: {} };

/**
 * @param written what the WITH (…) of the SQL says of Kafka's brokers
 * Throws FileError when ferris.yaml is there but wrong, UsageError and FileError for settings of Kafka's.
 */
export async function findPlace(flag: string | undefined, io: Io, written: Written = []): Promise<Place> {
  const given = flag ?? io.env.KAFKA_BROKERS?.trim();
  // Whoever names another place than Kafka needs no settings, whatever is wrong with them.
  const settings = given && !isKafka(given) ? undefined : await readSettings(io);
  const named = placeNamed(flag, io, written, settings);
  return { ...named, kafka: isKafka(named.place) ? await gatherKafka(named.place, settings, written, io) : NOTHING };
}

const isKafka = (place: string): boolean => !/^(dir|jsonl):/.test(place.trim());

function placeNamed(
  flag: string | undefined,
  io: Io,
  written: Written,
  settings: Settings | undefined,
): Omit<Place, 'kafka'> {
  if (flag !== undefined) return { place: flag, by: '--brokers' };
  const env = io.env.KAFKA_BROKERS?.trim();
  if (env) return { place: env, by: 'KAFKA_BROKERS' };
  const inSql = brokersOf(written, io);
  if (inSql) return { place: inSql.brokers, by: 'WITH', ...(inSql.from === undefined ? {} : { at: inSql.from }) };
  const file = settings && brokersIn(settings, io);
  return file ? { place: file, by: SETTINGS_FILE } : { place: EMBEDDED, by: 'default' };
}

/** Opens it. Throws UsageError or FileError when what was said is no place, ConnectorError when it cannot be opened. */
export async function openPlace(
  { place, by, at, kafka }: Place,
  io: Io,
  onProblem: (problem: Problem) => void,
  limits: Omit<OpenOptions, 'onProblem' | 'kafka'> = {},
): Promise<Connector> {
  const [, kind, path] = /^(dir|jsonl):(.+)$/s.exec(place) ?? [];
  // The connector resolves paths against the process' folder: only another one has to be spelt out.
  const resolved = kind && io.cwd !== process.cwd() ? `${kind}:${resolvePath(io, path!)}` : place;
  try {
    return await openConnector(resolved, { onProblem, kafka: kafka.values, ...limits });
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'refused') throw error;
    const about = Object.entries(kafka.origins).filter(([key]) => error.message.includes(key));
    if (about.length > 0)
      throw new UsageError(error.message, about.map(([key, origin]) => `${key} is from ${origin}`).join(', '));
    if (by === SETTINGS_FILE) throw new FileError(`${SETTINGS_FILE}: ${error.message}`);
    throw new UsageError(by === '--brokers' ? error.message : `${at ?? by}: ${error.message}`);
  }
}
