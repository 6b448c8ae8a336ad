/** Kafka's settings in the environment: `KAFKA_SASL_PASSWORD` for `sasl.password`, `KAFKA_SASL_PASSWORD_FILE` for a file. */
import { SECURITY_PROPERTIES } from '../../runtime/connectors/kafka/security/from-properties.ts';
import { UsageError } from '../arguments.ts';
import { type Io, resolvePath } from '../io.ts';
import { inFile, type Setting } from './setting.ts';

/** Other names, in use since the first deployments. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'sasl.username': ['KAFKA_USERNAME'],
  'sasl.password': ['KAFKA_PASSWORD'],
  'sasl.mechanism': ['KAFKA_SASL_MECHANISMS'],
};

/** An empty text says something here: any name will do. */
const MAY_BE_EMPTY = 'ssl.endpoint.identification.algorithm';

/** The variables that hold a setting, or with `_FILE` behind it name a file that does. */
export const variablesOf = (key: string): readonly string[] => [
  `KAFKA_${key.replaceAll('.', '_').toUpperCase()}`,
  ...(ALSO[key] ?? []),
];

/** Throws UsageError when two variables say a thing differently, FileError for a file that cannot be read. */
export async function fromEnvironment(io: Io): Promise<readonly Setting[]> {
  const settings: Setting[] = [];
  for (const key of SECURITY_PROPERTIES) {
    const given: Setting[] = [];
    for (const variable of variablesOf(key)) {
      const value = io.env[variable];
      if (value !== undefined && (value !== '' || key === MAY_BE_EMPTY)) given.push({ key, value, origin: variable });
      const file = io.env[`${variable}_FILE`];
      if (file) given.push({ key, value: await inFile(file, key, `${variable}_FILE`, io), origin: `${variable}_FILE` });
    }
    const [first, ...others] = given;
    if (!first) continue;
    const other = others.find(({ value }) => value !== first.value);
    if (other) throw new UsageError(`${first.origin} and ${other.origin} both say what ${key} is, and not the same`);
    settings.push(key.endsWith('.location') ? { ...first, value: resolvePath(io, first.value) } : first);
  }
  return settings;
}
