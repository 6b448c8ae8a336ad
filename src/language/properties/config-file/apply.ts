/** What configuration files say, in its place beside what the statement says itself, which goes before it. */
import type { Reporter } from '../../names/report.ts';
import { placeOf } from '../place-of.ts';
import type { PropertyScope, PropertyValue } from '../read.ts';
import { besideOf, type Configured, type ConfiguredBy, configuredBy, type FindConfig } from './chain.ts';

/**
 * @param values of the statement, by `placeOf`; what files say is added
 * @returns undefined where no file is named
 */
export function fillIn(
  values: Map<string, PropertyValue>,
  scope: PropertyScope,
  find: FindConfig,
  reporter: Pick<Reporter, 'report'>,
): ConfiguredBy | undefined {
  const named = [...values].flatMap(([place, value]) => {
    const [owner = '', key = ''] = place.split('\0');
    return FILES.has(key) && value.text !== '' ? [{ owner, key, value }] : [];
  });
  if (named.length === 0) return undefined;
  const bySql = new Set(values.keys());
  const properties: Configured[] = [];
  const files = new Map<string, ConfiguredBy['files'][number]>();
  for (const { owner, key, value } of named) {
    const of = owner === '' ? relationOf(key, scope, value, reporter) : owner;
    if (of === undefined) continue;
    // Plain keys of a statement that makes nothing are about whatever it reads and writes.
    const plainly = scope.created === undefined || scope.created.toLowerCase() === of;
    for (const { file, written } of configuredBy(value.text, value.span, find, reporter)) {
      files.set(written, { written, text: file.text, span: value.span });
      for (const { property, line, value: said } of file.entries) {
        const text = BESIDE.has(property.key) ? besideOf(written, said) : said;
        const place = placeOf(of, property.key);
        const counts = !values.has(place) && !(plainly && bySql.has(placeOf('', property.key)));
        if (counts) values.set(place, { text, span: value.span, fromFile: true });
        properties.push({ of, property, value: text, file: written, line, span: value.span, counts });
      }
    }
  }
  return { properties, files: [...files.values()] };
}

const FILES: ReadonlySet<string> = new Set(['config_file', 'source_config', 'sink_config']);

/** They are named relative to the file that names them. */
const BESIDE: ReadonlySet<string> = new Set(['schema.file', 'key.schema.file']);

/** Of a plain key: the relation that it is about, empty for the statement; undefined where that is not clear. */
function relationOf(
  key: string,
  { reads, writes }: PropertyScope,
  { span }: PropertyValue,
  reporter: Pick<Reporter, 'report'>,
): string | undefined {
  if (key === 'config_file') return '';
  if (key === 'sink_config') return writes.at(-1)?.toLowerCase() ?? '';
  const [only, ...others] = reads;
  if (only !== undefined && others.length === 0) return only.toLowerCase();
  reporter.report(
    'sql/ineffective-property',
    span,
    `${key} has no effect here: the statement reads ${only === undefined ? 'nothing' : `${reads.length} relations`}`,
    { severity: 'warning', help: "write '<name>.config_file', with the name of the relation" },
  );
  return undefined;
}
