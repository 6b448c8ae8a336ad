/** Opens the place that `--brokers`, KAFKA_BROKERS or ferris.yaml names. */
import type { Outage } from './kafka/outage.ts';
import type { Transfer } from './kafka/transfer.ts';
import type { CompressionOf } from './kafka/writer.ts';
import { type Connector, ConnectorError, type Problem } from './port.ts';

export interface OpenOptions {
  /** Called for lines of a place that are no records; reading goes on after them. */
  readonly onProblem: (problem: Problem) => void;
  /** How long a broker may leave anything unanswered, in milliseconds; without it the Kafka client's own. */
  readonly timeoutMs?: number;
  /** See KafkaOptions: how long Kafka's brokers are waited for, and who is told. */
  readonly patienceMs?: number;
  readonly onOutage?: (outage: Outage) => void;
  /** Settings of Kafka's clients by Kafka's names, such as `security.protocol`: SECURITY_PROPERTIES are obeyed. */
  readonly kafka?: Readonly<Record<string, string>>;
  /** See KafkaOptions. */
  readonly transactionalId?: string;
  readonly transactionTimeoutMs?: number;
  readonly compressionOf?: CompressionOf;
  readonly transfer?: Transfer;
}

/**
 * `dir:PATH` is the embedded log kept there, `jsonl:PATH` a folder of `.jsonl` files, anything else a list of Kafka
 * brokers `host:port,…`. Rejects with ConnectorError (refused) for a place that is none of these. The Kafka client is
 * loaded only when it is needed.
 */
export async function openConnector(
  place: string,
  {
    onProblem,
    timeoutMs,
    patienceMs,
    onOutage,
    kafka = {},
    transactionalId,
    transactionTimeoutMs,
    compressionOf,
    transfer,
  }: OpenOptions,
): Promise<Connector> {
  const [, kind, path] = /^(dir|jsonl):(.*)$/s.exec(place.trim()) ?? [];
  if (kind && !path) throw malformed(place, `the path after '${kind}:' is missing`);
  if (kind === 'dir') return (await import('./log/connector.ts')).logConnector(path!);
  if (kind === 'jsonl') return (await import('./jsonl/connector.ts')).jsonlConnector({ folder: path!, onProblem });
  const brokers = place.split(',').map(broker => broker.trim());
  const wrong = brokers.find(broker => !isBroker(broker));
  if (wrong !== undefined)
    throw malformed(place, wrong === '' ? 'a broker is missing' : `'${wrong}' has no host and port`);
  const [{ kafkaConnector }, { securityFrom }] = await Promise.all([
    import('./kafka/connector.ts'),
    import('./kafka/security/from-properties.ts'),
  ]);
  return kafkaConnector({
    brokers,
    security: securityFrom(kafka),
    patienceMs,
    onOutage,
    compressionOf,
    transfer,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(transactionalId === undefined ? {} : { transactionalId }),
    ...(transactionTimeoutMs === undefined ? {} : { transactionTimeoutMs }),
  });
}

/** A name, an IPv4 address or an IPv6 address in brackets, and a port from 1 to 65535. */
function isBroker(text: string): boolean {
  const port = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.%]+\]):(\d{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65535;
}

function malformed(place: string, why: string): ConnectorError {
  return new ConnectorError(
    'refused',
    `'${place}' is no place to read from or write to: ${why}. Allowed are host:port,… (Kafka brokers), ` +
      'dir:PATH (the embedded log) and jsonl:PATH (a folder of .jsonl files)',
  );
}
