/** Which place a command reads from and writes to: --brokers, KAFKA_BROKERS, ferris.yaml, or the log in this folder. */
import fs from 'node:fs';
import { openConnector } from '../runtime/connectors/open.ts';
import { type Connector, ConnectorError, type Problem } from '../runtime/connectors/port.ts';
import { UsageError } from './arguments.ts';
import { FileError } from './files.ts';
import { type Io, resolvePath } from './io.ts';

/** The flag, for every command that has it. */
export const brokersFlag = {
  value: 'PLACE',
  doc: 'host:port,… (Kafka), dir:PATH (embedded log) or jsonl:PATH (folder of .jsonl files); without it KAFKA_BROKERS, then "brokers:" of ferris.yaml, then dir:.ferris/log',
} as const;

const EMBEDDED = 'dir:.ferris/log';
const SETTINGS = 'ferris.yaml';

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
  return file ? { place: file, by: SETTINGS } : { place: EMBEDDED, by: 'default' };
}

async function fromSettings(io: Io): Promise<string | undefined> {
  let text: string;
  try {
    text = fs.readFileSync(resolvePath(io, SETTINGS), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new FileError(`cannot read ${SETTINGS}: ${(error as Error).message}`);
  }
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line ?? 1;
    throw new FileError(
      `${SETTINGS}:${line}: this is not YAML: ${error.message.split('\n')[0]!.replace(/ at line .*$/, '')}`,
    );
  }
  const settings: unknown = document.toJS();
  if (settings === null || settings === undefined) return undefined;
  if (typeof settings !== 'object' || Array.isArray(settings))
    throw new FileError(`${SETTINGS}:1: settings are expected, such as 'brokers: localhost:9092'`);
  const { brokers } = settings as { readonly brokers?: unknown };
  if (brokers === undefined || brokers === null) return undefined;
  if (typeof brokers === 'string' && brokers.trim() !== '') return brokers.trim();
  if (Array.isArray(brokers) && brokers.length > 0 && brokers.every(one => typeof one === 'string'))
    return brokers.join(',');
  const at = text.split('\n').findIndex(line => /^\s*["']?brokers\b/.test(line)) + 1;
  throw new FileError(
    `${SETTINGS}:${Math.max(1, at)}: 'brokers' takes a place such as localhost:9092, or a list of brokers`,
  );
}

/** Opens it. Throws UsageError or FileError when what was said is no place, ConnectorError when it cannot be opened. */
export async function openPlace(
  { place, by }: Place,
  io: Io,
  onProblem: (problem: Problem) => void,
): Promise<Connector> {
  const [, kind, path] = /^(dir|jsonl):(.+)$/s.exec(place) ?? [];
  // The connector resolves paths against the process' folder: only another one has to be spelt out.
  const resolved = kind && io.cwd !== process.cwd() ? `${kind}:${resolvePath(io, path!)}` : place;
  try {
    return await openConnector(resolved, { onProblem });
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'refused') throw error;
    if (by === SETTINGS) throw new FileError(`${SETTINGS}: ${error.message}`);
    throw new UsageError(by === '--brokers' ? error.message : `${by}: ${error.message}`);
  }
}
