/** One of Kafka's settings as somebody gave it, before it is put together with those of others. */
import { SECURITY_PROPERTIES } from '../../runtime/connectors/kafka/security/from-properties.ts';
import { expandVariables } from '../../src/language/hints/expand.ts';
import { findProperty } from '../../src/language/properties/catalogue.ts';
import { UsageError } from '../arguments.ts';
import { FileError, readText } from '../files.ts';
import { type Io, resolvePath } from '../io.ts';

export interface Setting {
  /** Kafka's name: `sasl.password`. */
  readonly key: string;
  readonly value: string;
  /** Who said so, for messages: `KAFKA_PASSWORD`, `ferris.yaml`, `WITH`. */
  readonly origin: string;
}

const KEYS: ReadonlySet<string> = new Set(SECURITY_PROPERTIES);

/**
 * What a key in any of its spellings stands for: `sasl.password` and `value` for `sasl_password`, and `env` or `file`
 * for `sasl.password.env` and `sasl.password.file`, whose value says where the value is. Undefined for other keys.
 */
export function settingOf(
  spelt: string,
): { readonly key: string; readonly held: 'value' | 'env' | 'file' } | undefined {
  const key = keyOf(spelt);
  if (key !== undefined) return { key, held: 'value' };
  const [, begin = '', held] = /^(.+)[._-](env|file)$/i.exec(spelt) ?? [];
  const named = held === undefined ? undefined : keyOf(begin);
  return named === undefined ? undefined : { key: named, held: held!.toLowerCase() as 'env' | 'file' };
}

function keyOf(spelt: string): string | undefined {
  const key = findProperty(spelt)?.key;
  return key !== undefined && KEYS.has(key) ? key : undefined;
}

/** With the variables in it filled in, and what another place holds fetched. Throws UsageError and FileError. */
export async function settingFrom(spelt: string, text: string, origin: string, io: Io): Promise<Setting | undefined> {
  const named = settingOf(spelt);
  if (!named) return undefined;
  const { key, held } = named;
  const value = filledIn(key, text, origin, io);
  if (held === 'value') return { key, value: absolute(key, value, io), origin };
  if (held === 'file') return { key, value: absolute(key, await inFile(value, spelt, origin, io), io), origin };
  const found = io.env[value];
  if (found === undefined) throw new UsageError(`${origin}: ${spelt} names the variable ${value}, which is not set`);
  return { key, value: absolute(key, found, io), origin };
}

/** A file that holds a value: its text, without the line's end that editors put there. Throws FileError. */
export async function inFile(file: string, spelt: string, origin: string, io: Io): Promise<string> {
  try {
    return (await readText(resolvePath(io, file), io)).text.replace(/\r?\n$/, '');
  } catch (error) {
    if (error instanceof FileError) throw new FileError(`${origin}: ${spelt}: ${error.message}`);
    throw error;
  }
}

/** The text with its variables filled in. In Kafka's JAAS text a variable stands inside quotes, which its value must not end. Throws UsageError. */
export function filledIn(key: string, text: string, origin: string, io: Io): string {
  const quoted = key === 'sasl.jaas.config' && !/^\s*\$\{[^}]*\}\s*$/.test(text);
  const expanded = expandVariables(text, name => {
    const value = io.env[name];
    return quoted
      ? value
          ?.replace(/[\\"']/g, '\\$&')
          .replaceAll('\n', '\\n')
          .replaceAll('\r', '\\r')
      : value;
  });
  if (expanded.ok) return expanded.value;
  const why = expanded.message ?? `set it, or give it a default: \${${expanded.variable}:-…}`;
  throw new UsageError(`${origin}: ${key} needs the variable ${expanded.variable}, which is not set: ${why}`);
}

/** Paths are relative to the folder of the command. */
const absolute = (key: string, value: string, io: Io): string =>
  key.endsWith('.location') && value !== '' ? resolvePath(io, value) : value;
