/** Where queries run, as the setting `ferris.brokers` says it, and how that is shown. */

export interface RunPlace {
  /** What `ferris-sql --brokers` takes; undefined where it should read `ferris.yaml` itself. */
  readonly brokers: string | undefined;
  /** Short, for the status bar and the run panel. */
  readonly label: string;
  /** One sentence more. */
  readonly description: string;
  readonly kind: 'embedded' | 'jsonl' | 'kafka' | 'settings';
}

/** The embedded log of a workspace folder, relative to it. */
export const EMBEDDED = 'dir:.ferris/log';

/** `brokers:`, or the same below `kafka:`. */
const NAMES_BROKERS =
  /^["']?brokers["']?[ \t]*:|^["']?kafka["']?[ \t]*:[^\n]*(?:\n(?:[ \t][^\n]*)?)*?\n[ \t]+["']?(?:brokers|bootstrap[._]servers)["']?[ \t]*:/m;

/**
 * @param setting `host:port,…`, `jsonl:PATH`, `dir:PATH` or nothing
 * @param yaml the text of the folder's ferris.yaml; empty where there is none
 */
export function placeOf(setting: string, yaml = ''): RunPlace {
  if (setting.trim() === '' && NAMES_BROKERS.test(yaml))
    return {
      brokers: undefined,
      kind: 'settings',
      label: 'ferris.yaml',
      description: 'Where ferris.yaml of this folder says',
    };
  const brokers = setting.trim() || EMBEDDED;
  if (brokers.startsWith('jsonl:'))
    return {
      brokers,
      kind: 'jsonl',
      label: `jsonl: ${lastName(brokers.slice(6))}`,
      description: `The .jsonl files in ${brokers.slice(6)} are the topics`,
    };
  if (brokers.startsWith('dir:'))
    return {
      brokers,
      kind: 'embedded',
      label: brokers === EMBEDDED ? 'Embedded log' : `Embedded log: ${lastName(brokers.slice(4))}`,
      description: `Topics are kept in ${brokers.slice(4)}`,
    };
  const [first = '', ...others] = brokers.split(',').map(one => one.trim());
  return {
    brokers,
    kind: 'kafka',
    label: others.length === 0 ? first : `${first} +${others.length}`,
    description: `Kafka at ${[first, ...others].join(', ')}`,
  };
}

/** What is wrong with a list of Kafka brokers; undefined for one that is fine. */
export function brokersProblem(text: string): string | undefined {
  const entries = text.split(',').map(one => one.trim());
  const wrong = entries.find(one => !/^(\[[0-9a-fA-F:]+\]|[\w.-]+):\d{1,5}$/.test(one));
  if (wrong === undefined) return undefined;
  return wrong === ''
    ? 'Write host:port, and a comma between several'
    : `'${wrong}' is not host:port, such as localhost:9092`;
}

const lastName = (path: string): string =>
  path
    .replace(/[\\/]+$/, '')
    .split(/[\\/]/)
    .at(-1) || path;
