/** ferris.yaml, the settings of a folder: where records are, which rules count. Each command reads the keys it knows. */
import fs from 'node:fs';
import { leavesOf } from '../src/language/configuration/leaves.ts';
import type { Leaf } from '../src/language/configuration/read.ts';
import { yamlValues } from '../src/language/text/yaml-values.ts';
import { FileError } from './files.ts';
import { type Io, resolvePath } from './io.ts';

export const SETTINGS_FILE = 'ferris.yaml';

export interface Settings {
  readonly values: Readonly<Record<string, unknown>>;
  /** Its single values, with their lines. */
  readonly leaves: readonly Leaf[];
  /** What is wrong with a key, with its line. */
  error(key: string, message: string): FileError;
}

/** Undefined where there is none, or nothing in it. Throws FileError when it is there but wrong. */
export async function readSettings(io: Io): Promise<Settings | undefined> {
  let text: string;
  try {
    text = fs.readFileSync(resolvePath(io, SETTINGS_FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new FileError(`cannot read ${SETTINGS_FILE}: ${(error as Error).message}`);
  }
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const read = yamlValues(document, text);
  if (!read.ok) throw new FileError(`${SETTINGS_FILE}:${read.line}: ${read.message}`);
  const values = read.value;
  if (values === null || values === undefined) return undefined;
  if (typeof values !== 'object' || Array.isArray(values))
    throw new FileError(`${SETTINGS_FILE}:1: settings are expected, such as 'brokers: localhost:9092'`);
  const lines = text.split('\n');
  return {
    values: values as Record<string, unknown>,
    leaves: leavesOf(document, values, text),
    error: (key, message) => {
      const named = new RegExp(`(^|[\\s"'.{,])${key.replaceAll(/[^\w]/g, '\\$&')}["']?\\s*:`);
      const at = lines.findIndex(line => named.test(line)) + 1;
      return new FileError(`${SETTINGS_FILE}:${Math.max(1, at)}: ${message}`);
    },
  };
}
