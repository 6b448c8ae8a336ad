/** A single instance's configuration as a list of settings, each with its line and what becomes of it. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { findProperty } from '../../../language/properties/catalogue.ts';
import { nearest } from '../../../language/text/nearest.ts';
import { yamlValues } from '../../../language/text/yaml-values.ts';
import { type ConfigurationKey, configurationKeys, environmentKeys } from './configuration-keys.ts';

export interface Setting {
  /** `sql.max_memory_mb`; of the environment `SQL_MEMORY_LIMIT_MB`. */
  readonly path: string;
  /** A list's items with commas between. */
  readonly value: string;
  /** From 1; 0 where it has no place of its own. */
  readonly line: number;
  /** A hint's key, or a sentence. */
  readonly becomes: string;
}

export interface ConfigurationProblem {
  readonly line: number;
  readonly message: string;
}

export interface Configuration {
  readonly settings: readonly Setting[];
  /** Keys that nobody knows, and values that cannot be. */
  readonly problems: readonly ConfigurationProblem[];
}

export type ReadConfiguration =
  | ({ readonly ok: true } & Configuration)
  /** No YAML or JSON at all, or no map. */
  | ({ readonly ok: false } & ConfigurationProblem);

/** @param text YAML or JSON, as `sql-config.yaml` of the single instance */
export function readConfiguration(text: string): ReadConfiguration {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const values = yamlValues(document, text);
  if (!values.ok) return values;
  if (!isMap(document.contents))
    return { ok: false, line: 1, message: "a configuration has sections, such as 'kafka:' and 'sql:'" };
  const settings: Setting[] = [];
  const problems: ConfigurationProblem[] = [];
  const read = (node: Node | null, path: string, line: number): void => {
    if (isMap(node) && !wholeOf(path)) {
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : String(key);
        const at = isScalar(key) && key.range ? counter.linePos(key.range[0]).line : line;
        read(value as Node | null, path === '' ? name : `${path}.${name}`, at);
      }
      return;
    }
    const value = textOf(node);
    const found = keyOf(path);
    if (!found) problems.push({ line, message: unknown(path) });
    else if (value === undefined) problems.push({ line, message: `${path} has no value` });
    else if (!fits(found.takes, value))
      problems.push({ line, message: `${path} takes ${TAKES[found.takes]}, not '${value}'` });
    else settings.push({ path, value, line, becomes: found.becomes });
  };
  read(document.contents, '', 1);
  return { ok: true, settings, problems };
}

/** Variables of a container: those that are not ours are left alone. */
export function readEnvironment(variables: Readonly<Record<string, string>>, line: number): Configuration {
  const settings: Setting[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const [name, value] of Object.entries(variables)) {
    const found = environmentKeys.find(({ path }) => path === name);
    if (found) {
      if (fits(found.takes, value)) settings.push({ path: name, value, line, becomes: found.becomes });
      else problems.push({ line, message: `${name} takes ${TAKES[found.takes]}, not '${value}'` });
      continue;
    }
    const meant = /^(FERRIS|SQL|KAFKA)_/.test(name)
      ? nearest(
          name,
          environmentKeys.map(({ path }) => path),
        )
      : undefined;
    if (meant) problems.push({ line, message: `nobody reads the variable '${name}'; did you mean '${meant}'?` });
  }
  return { settings, problems };
}

const TAKES = { number: 'a number', text: 'a text', boolean: 'true or false', list: 'a list', any: 'a value' } as const;

function fits(takes: ConfigurationKey['takes'], value: string): boolean {
  if (takes === 'number') return value.trim() !== '' && Number.isFinite(Number(value));
  return takes !== 'boolean' || /^(true|false)$/i.test(value);
}

type Found = Pick<ConfigurationKey, 'takes' | 'becomes'>;

function keyOf(path: string): Found | undefined {
  const own =
    configurationKeys.find(one => one.path === path) ??
    configurationKeys.find(one => one.path.endsWith('.*') && `${path}.`.startsWith(one.path.slice(0, -1)));
  if (own) return own;
  const property = /^kafka\.(?:(?:consumer|producer)\.)?(.+)$/.exec(path)?.[1];
  const entry = property === undefined ? undefined : findProperty(property.replaceAll('_', '.'));
  return entry && { takes: 'any', becomes: `WITH ('${entry.key}' = …) of the stream` };
}

/** Whether all below is one thing, which needs no names of its own. */
const wholeOf = (path: string): boolean => path !== '' && configurationKeys.some(one => one.path === `${path}.*`);

function unknown(path: string): string {
  const known = configurationKeys.map(one => one.path.replace(/\.\*$/, ''));
  const last = path.split('.').at(-1)!;
  // A key in the wrong section is more likely than another key.
  const meant = known.find(one => one.split('.').at(-1) === last) ?? nearest(path, known);
  return `nobody reads '${path}'${meant === undefined ? '' : `; did you mean '${meant}'?`}`;
}

function textOf(node: Node | null): string | undefined {
  if (isScalar(node)) return node.value === null ? undefined : String(node.value);
  if (isSeq(node)) return node.items.map(item => (isScalar(item) ? String(item.value) : '…')).join(',');
  return isMap(node) ? (node.items.length === 0 ? undefined : '…') : undefined;
}
