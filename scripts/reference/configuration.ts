/** docs/reference/configuration.md and the JSON Schema of ferris.yaml beside it. */
import { PROFILES } from '../../src/language/configuration/profiles.ts';
import { settingsSchema } from '../../src/language/configuration/schema.ts';
import { SETTINGS } from '../../src/language/configuration/settings.ts';
import { WITHOUT_EFFECT } from '../../src/language/configuration/without-effect.ts';
import { code, fence, page, table } from './markdown.ts';

export const configurationPage = (): string =>
  page('Configuration', [
    'What holds for a run is said, weakest first, by its default, the profile, `ferris.yaml` in the folder of the command, the environment, and flags. `ferris-sql config explain [FILE]` tells each value, who said it, and whom it overruled. What a statement says in WITH holds for that statement.',
    '## Settings',
    table(
      ['setting', 'in ferris.yaml', 'variable', 'flag', 'values', 'default', 'what it does'],
      SETTINGS.map(one => [
        code(one.key),
        one.paths.map(code).join(', '),
        one.variables.map(code).join(', '),
        one.flag === undefined ? '' : code(`--${one.flag}`),
        one.type.description +
          (one.also?.true === undefined
            ? ''
            : `; \`true\` is ${code(one.also.true)}, \`false\` ${code(one.also.false!)}`),
        code(one.default),
        one.doc,
      ]),
    ),
    '## Profiles',
    'Chosen by `--profile`, `FERRIS_PERFORMANCE_PROFILE` or `profile:` in ferris.yaml. `npm run bench -- profiles` measures what each of them does.',
    table(
      ['profile', 'for whom', 'delivery', 'what it sets'],
      PROFILES.map(({ name, doc, delivery, values }) => [
        code(name),
        doc,
        delivery,
        Object.entries(values)
          .map(([key, value]) => code(`${key} = ${value}`))
          .join(', '),
      ]),
    ),
    '## Keys without effect',
    'Known from configuration files and variables of others. A job and `config explain` name each that is given, with the reason; what asks for less than is done and for all of it at once is refused.',
    table(
      ['in ferris.yaml', 'variable', 'why'],
      WITHOUT_EFFECT.map(({ paths, variables, why }) => [
        paths.map(code).join(', '),
        variables.map(code).join(', '),
        why,
      ]),
    ),
    '## In editors of YAML',
    'The JSON Schema [ferris.schema.json](ferris.schema.json) completes and checks ferris.yaml; it is in the package as `ferris-sql/docs/reference/ferris.schema.json`.',
    fence(
      'yaml',
      '# yaml-language-server: $schema=node_modules/ferris-sql/docs/reference/ferris.schema.json\nprofile: low_latency\nbrokers: localhost:9092',
    ),
  ]);

export const settingsSchemaText = (): string => `${JSON.stringify(settingsSchema(), null, 2)}\n`;
