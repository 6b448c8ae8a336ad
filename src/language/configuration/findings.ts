/** What is wrong in a ferris.yaml, each at its place: settings, profiles, levels of rules. */
import type * as yaml from 'yaml';
import { type LevelTable, readLevelTable } from '../rules/levels.ts';
import { ruleIds } from '../rules/table.ts';
import { lineSpan } from '../text/line-span.ts';
import type { Span } from '../text/span.ts';
import { yamlValues } from '../text/yaml-values.ts';
import { leavesOf } from './leaves.ts';
import { readConfiguration, type Told } from './read.ts';

export interface SettingsFinding {
  readonly span: Span;
  readonly message: string;
  /** It is understood and does nothing; anything else is a mistake. */
  readonly idle: boolean;
}

export interface ReadSettingsFile {
  readonly levels: LevelTable['levels'];
  /** Undefined: the file is no table. */
  readonly values: Readonly<Record<string, unknown>> | undefined;
  readonly findings: readonly SettingsFinding[];
}

/** @param parseDocument of the reader of YAML, which is loaded only where there is such a file */
export function readSettingsFile(
  text: string,
  { parseDocument }: Pick<typeof yaml, 'parseDocument'>,
): ReadSettingsFile {
  const document = parseDocument(text);
  const read = yamlValues(document, text);
  const none = { levels: new Map(), values: undefined };
  if (!read.ok) return { ...none, findings: [{ span: lineSpan(text, read.line), message: read.message, idle: false }] };
  const values = read.value;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return { ...none, findings: [] };
  const table = values as Record<string, unknown>;
  const leaves = leavesOf(document, table, text);
  const { levels, wrong } = readLevelTable(table.rules, ruleIds);
  const places = new Map(leaves.map(one => [one.path, one]));
  const { problems, notes } = readConfiguration({ leaves, variables: {}, flags: {} });
  const at = (path: string, line: number | undefined, part: 'keySpan' | 'span'): Span =>
    places.get(path)?.[part] ?? lineSpan(text, line ?? 1);
  const told = (part: 'keySpan' | 'span') => (one: Told) => ({
    span: at(one.origin.name, one.origin.line, part),
    message: one.message,
    idle: one.idle === true,
  });
  const findings: SettingsFinding[] = [
    ...wrong.map(({ key, message }) => ({
      span: at(key === 'rules' ? key : `rules.${key}`, undefined, 'keySpan'),
      message,
      idle: false,
    })),
    // What a variable holds is known where the file is used.
    ...problems.filter(({ message }) => !message.includes('${')).map(told('span')),
    ...notes.filter(({ message }) => !message.includes('${')).map(told('keySpan')),
  ];
  return { levels, values: table, findings: findings.toSorted((a, b) => a.span.start - b.span.start) };
}
