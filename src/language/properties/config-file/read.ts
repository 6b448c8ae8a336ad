/** A configuration file of a relation: YAML with properties of WITH, each with its place, and what is wrong with them. */
import type * as yaml from 'yaml';
import { reporter } from '../../names/report.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { lineSpan } from '../../text/line-span.ts';
import type { Span } from '../../text/span.ts';
import { yamlValues } from '../../text/yaml-values.ts';
import { isLaterValue, type PropertyEntry } from '../catalogue.ts';
import { checkSecret, checkValue, type Reporting, reportUnknown } from '../check.ts';
import { propertyAt } from './key-of.ts';
import { CONFIG_FILE_RULE } from './rule.ts';

/** The reader of YAML, handed in: it is loaded only where there is such a file. */
export type Yaml = Pick<typeof yaml, 'parseDocument' | 'isAlias' | 'isMap' | 'isScalar' | 'isSeq'>;

export interface ConfigEntry {
  /** Names of tables and key with dots between, as written: `topic.name`. */
  readonly path: string;
  readonly property: PropertyEntry;
  /** A list's items with commas between. */
  readonly value: string;
  /** Of the innermost key, in the file. */
  readonly keySpan: Span;
  readonly span: Span;
  /** Of the key, from 1. */
  readonly line: number;
}

export interface ConfigFile {
  readonly text: string;
  /** Each property once, in the order of the file; without `extends`. */
  readonly entries: readonly ConfigEntry[];
  /** The file whose properties hold where this one says nothing, as written. */
  readonly extends?: { readonly written: string; readonly span: Span };
  /** In the order of the file. */
  readonly findings: readonly Diagnostic[];
}

/** Never throws, whatever the text. */
export function readConfigFile(text: string, reader: Yaml): ConfigFile {
  const findings: Diagnostic[] = [];
  const report = reporter(0, findings);
  const document = reader.parseDocument(text);
  const values = yamlValues(document, text);
  if (!values.ok) {
    report.report(CONFIG_FILE_RULE, lineSpan(text, values.line), values.message, { severity: 'error' });
    return { text, entries: [], findings };
  }
  if (document.contents === null) return { text, entries: [], findings };
  if (!reader.isMap(document.contents)) {
    const message = "a configuration file holds properties, such as 'topic: orders'";
    report.report(CONFIG_FILE_RULE, lineSpan(text, 1), message, { severity: 'error' });
    return { text, entries: [], findings };
  }
  const entries = new Map<PropertyEntry, ConfigEntry>();
  for (const leaf of leavesOf(document, text, reader)) take(leaf, entries, report, text);
  const [extended] = [...entries.values()].filter(({ property }) => property.key === 'extends');
  return {
    text,
    entries: [...entries.values()].filter(one => one !== extended),
    ...(extended ? { extends: { written: extended.value, span: extended.span } } : {}),
    findings: findings.toSorted((a, b) => a.span.start - b.span.start),
  };
}

interface Leaf {
  readonly path: readonly string[];
  readonly keySpan: Span;
  readonly span: Span;
  /** Undefined: there is nothing behind the key. */
  readonly value: string | undefined;
}

function take(leaf: Leaf, entries: Map<PropertyEntry, ConfigEntry>, report: Reporting, text: string): void {
  const { path, keySpan, span, value } = leaf;
  const property = propertyAt(path);
  if (!property) {
    reportUnknown(path.join('.'), keySpan, report);
    return;
  }
  if (value === undefined || value === '') {
    report.report('sql/property-value', keySpan, `${path.join('.')} has no value`, {
      help: 'write it behind the colon, or leave the key out',
    });
    return;
  }
  if (NAMES_FILE.has(property.key)) {
    report.report('sql/ineffective-property', keySpan, `${property.key} has no effect in a configuration file`, {
      severity: 'warning',
      help: "another file whose properties hold too is named by 'extends'",
    });
    return;
  }
  if (!isLaterValue(property, value)) checkValue(property, value, span, report);
  checkSecret(property, value, span, report);
  const before = entries.get(property);
  if (before && before.value !== value)
    report.report(
      'sql/ineffective-property',
      before.keySpan,
      `this has no effect: ${property.key} is set again below, by '${path.join('.')}', and the last one counts`,
      { severity: 'warning', help: 'leave one of them out' },
    );
  const line = text.slice(0, keySpan.start).split('\n').length;
  entries.set(property, { path: path.join('.'), property, value, keySpan, span, line });
}

/** They would name a configuration file from within one. */
const NAMES_FILE: ReadonlySet<string> = new Set(['config_file', 'source_config', 'sink_config']);

function leavesOf(document: yaml.Document, text: string, { isAlias, isMap, isScalar, isSeq }: Yaml): readonly Leaf[] {
  const leaves: Leaf[] = [];
  /** What stands within itself by its own anchor has no end. */
  const within = new Set<unknown>();
  const plain = (node: unknown): string | undefined => {
    const meant = isAlias(node) ? node.resolve(document) : node;
    if (!isScalar(meant) || meant.value === null || meant.value === undefined) return undefined;
    return typeof meant.value === 'string' ? meant.value : (meant.source ?? String(meant.value));
  };
  const walk = (node: unknown, path: readonly string[], keySpan: Span): void => {
    const meant = isAlias(node) ? node.resolve(document) : node;
    if (isMap(meant)) {
      if (within.has(meant)) return;
      within.add(meant);
      for (const { key, value } of meant.items) walk(value, [...path, plain(key) ?? ''], spanOf(key, text) ?? keySpan);
      within.delete(meant);
      return;
    }
    const value = isSeq(meant) ? listText(meant.items.map(plain)) : plain(meant);
    leaves.push({ path, keySpan, span: spanOf(node, text) ?? keySpan, value });
  };
  walk(document.contents, [], { start: 0, end: 0 });
  return leaves;
}

/** Undefined where an item is no single value. */
const listText = (items: readonly (string | undefined)[]): string | undefined =>
  items.includes(undefined) ? undefined : items.join(',');

function spanOf(node: unknown, text: string): Span | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const [start, end] = node.range.map(Number) as [number, number];
  return start < end ? { start, end: Math.min(end, text.length) } : undefined;
}
