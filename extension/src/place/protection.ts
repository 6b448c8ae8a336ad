/** How Kafka brokers are spoken to, as a person chose it, and how a process of ferris-sql is told. */

export const MECHANISMS = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN'] as const;
export type Mechanism = (typeof MECHANISMS)[number];

export interface Protection {
  readonly encrypted: boolean;
  /** The PEM file of who signs the brokers' certificates; without it those that Node believes. */
  readonly authority?: string;
  readonly login?: { readonly mechanism: Mechanism; readonly username: string; readonly password: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables by which ferris-sql is told; what the editor itself was started with must not mix with what was chosen. */
const OURS = /^KAFKA_(SECURITY|SASL|SSL|USERNAME|PASSWORD)(_|$)/;

/**
 * What a process gets beside the environment of the editor, `undefined` for what it must not get. Secrets go this way:
 * no list of processes shows them.
 * @param chosen undefined: nothing was chosen, so the environment of the editor says it
 */
export function environmentOf(chosen: Protection | undefined, inherited: Environment): Environment {
  if (!chosen) return {};
  const { encrypted, authority, login } = chosen;
  const without = Object.fromEntries(
    Object.keys(inherited)
      .filter(name => OURS.test(name))
      .map(name => [name, undefined]),
  );
  return {
    ...without,
    KAFKA_SECURITY_PROTOCOL: `${login ? 'SASL_' : ''}${encrypted ? 'SSL' : 'PLAINTEXT'}`,
    ...(encrypted && authority ? { KAFKA_SSL_CA_LOCATION: authority } : {}),
    ...(login
      ? {
          KAFKA_SASL_MECHANISM: login.mechanism,
          KAFKA_SASL_USERNAME: login.username,
          KAFKA_SASL_PASSWORD: login.password,
        }
      : {}),
  };
}

/** Under which name the secret store has what was chosen for these brokers, however they were written. */
export const secretName = (brokers: string): string =>
  `ferris.kafka ${brokers
    .split(',')
    .map(one => one.trim().toLowerCase())
    .sort()
    .join(',')}`;

/** As the secret store keeps it; undefined for what another version kept. */
export function readProtection(text: string | undefined): Protection | undefined {
  if (text === undefined) return undefined;
  try {
    const { encrypted, authority, login } = JSON.parse(text) as Partial<Protection>;
    if (typeof encrypted !== 'boolean') return undefined;
    const whole = login && MECHANISMS.includes(login.mechanism) && login.username && login.password;
    if (login && !whole) return undefined;
    return { encrypted, ...(authority ? { authority } : {}), ...(login ? { login } : {}) };
  } catch {
    return undefined;
  }
}

/** `TLS, SCRAM-SHA-512 as alice`: what may be shown of it. */
export function protectionText({ encrypted, login }: Protection): string {
  const parts = [...(encrypted ? ['TLS'] : []), ...(login ? [`${login.mechanism} as ${login.username}`] : [])];
  return parts.length === 0 ? 'not protected' : parts.join(', ');
}
