/** docs/reference/properties.md */
import { properties } from '../../src/language/properties/catalogue.ts';
import { code, page, table } from './markdown.ts';

const OF = { input: 'what is read', output: 'what is written', both: 'both' } as const;

export const propertiesPage = (): string =>
  page('WITH properties', [
    'Values marked *later* are understood and refused with a message: they cannot run yet.',
    table(
      ['property', 'also written', 'about', 'what it does', 'values', 'example'],
      properties.map(one => [
        code(one.key),
        one.aliases.map(code).join(', '),
        OF[one.of],
        one.doc,
        [
          (one.values ?? []).map(code).join(', '),
          one.later && one.later.length > 0 ? `*later:* ${one.later.map(code).join(', ')}` : '',
        ]
          .filter(Boolean)
          .join('; '),
        code(one.example),
      ]),
    ),
  ]);
