/** docs/reference/properties.md */
import { foreignKeys } from '../../src/language/properties/catalogue/foreign.ts';
import { type PropertyEntry, propertyFamilies } from '../../src/language/properties/catalogue.ts';
import { code, page, table } from './markdown.ts';

const OF = { input: 'what is read', output: 'what is written', both: 'both', statement: 'the statement' } as const;

export const propertiesPage = (): string =>
  page('WITH properties', [
    'The properties in bold have an effect. All others are understood and checked, and cannot run yet; so are values marked *later*. A key may be written in any case and with `_` or `-` for `.`.',
    ...propertyFamilies.flatMap(({ title, doc, properties }) => [
      `## ${title}`,
      doc,
      table(
        ['property', 'also written', 'about', 'what it does', 'values', 'default', 'example'],
        properties.map(one => [
          one.runs ? `**${code(one.key)}**` : code(one.key),
          one.aliases.map(code).join(', '),
          OF[one.of] + (one.connectors ? ` (${one.connectors.join(', ')})` : ''),
          one.doc,
          valuesOf(one),
          one.default === undefined ? '' : code(one.default),
          code(one.example),
        ]),
      ),
    ]),
    '## Keys of other systems',
    'Found in statements that come from elsewhere; each is pointed out with what to write here.',
    table(
      ['key', 'of', 'write instead'],
      foreignKeys.map(one => [
        code(one.key),
        one.system,
        one.write === undefined ? one.advice : `${code(one.write)}: ${one.advice}`,
      ]),
    ),
  ]);

function valuesOf({ values, later, type }: PropertyEntry): string {
  if (!values) return type.description;
  const marked = later && later.length > 0 ? `*later:* ${later.map(code).join(', ')}` : '';
  return [values.map(code).join(', '), marked].filter(Boolean).join('; ');
}
