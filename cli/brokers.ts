/** Which place a command reads from and writes to: --brokers, KAFKA_BROKERS, ferris.yaml, or the log in this folder. */
import { type OpenOptions, openConnector } from '../runtime/connectors/open.ts';
import { type Connector, ConnectorError, type Problem } from '../runtime/connectors/port.ts';
import { UsageError } from './arguments.ts';
import { FileError } from './files.ts';
import { type Io, resolvePath } from './io.ts';
import { readSettings, SETTINGS_FILE } from './settings.ts';

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
  readonly by: '--brokers' | 'KAFKA_BROKERS' | 'ferris.yaml' | 'default';
}

/** Throws FileError when ferris.yaml is there but wrong. */
export async function findPlace(flag: string | undefined, io: Io): Promise<Place> {
  if (flag !== undefined) return { place: flag, by: '--brokers' };
  const env = io.env.KAFKA_BROKERS?.trim();
  if (env) return { place: env, by: 'KAFKA_BROKERS' };
  const file = await fromSettings(io);
  return file ? { place: file, by: SETTINGS_FILE } : { place: EMBEDDED, by: 'default' };
}

async function fromSettings(io: Io): Promise<string | undefined> {
  const settings = await readSettings(io);
  const brokers = settings?.values.brokers;
  if (!settings || brokers === undefined || brokers === null) return undefined;
  if (typeof brokers === 'string' && brokers.trim() !== '') return brokers.trim();
  if (Array.isArray(brokers) && brokers.length > 0 && brokers.every(one => typeof one === 'string'))
    return brokers.join(',');
  throw settings.error('brokers', "'brokers' takes a place such as localhost:9092, or a list of brokers");
}

/** Opens it. Throws UsageError or FileError when what was said is no place, ConnectorError when it cannot be opened. */
export async function openPlace(
  { place, by }: Place,
  io: Io,
  onProblem: (problem: Problem) => void,
  limits: Omit<OpenOptions, 'onProblem'> = {},
): Promise<Connector> {
  const [, kind, path] = /^(dir|jsonl):(.+)$/s.exec(place) ?? [];
  // The connector resolves paths against the process' folder: only another one has to be spelt out.
  const resolved = kind && io.cwd !== process.cwd() ? `${kind}:${resolvePath(io, path!)}` : place;
  try {
    return await openConnector(resolved, { onProblem, ...limits });
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'refused') throw error;
    if (by === SETTINGS_FILE) throw new FileError(`${SETTINGS_FILE}: ${error.message}`);
    throw new UsageError(by === '--brokers' ? error.message : `${by}: ${error.message}`);
  }
}
