/** docs/reference/functions.md */
import type { Category, FunctionEntry } from '../../src/language/functions/define.ts';
import { type FormEntry, forms } from '../../src/language/functions/forms.ts';
import { functions } from '../../src/language/functions/table.ts';
import { code, fence, page, table } from './markdown.ts';

const TITLES: Readonly<Record<Category, string>> = {
  aggregate: 'Aggregates',
  window: 'Window functions and bounds',
  math: 'Numbers',
  string: 'Strings',
  time: 'Times',
  conditional: 'Conditions',
  json: 'JSON',
  collection: 'Arrays, maps and structures',
  record: 'The record',
};

export const functionsPage = (): string =>
  page('Functions', [
    'The examples are run as tests. An aggregate is shown over the values it is given, in their order.',
    ...Object.entries(TITLES).flatMap(([category, title]) => {
      const here = functions.filter(one => one.category === category);
      const special = forms.filter(one => one.category === category);
      return [`## ${title}`, ...special.flatMap(formSections), ...here.flatMap(sections)];
    }),
  ]);

const formSections = ({ name, forms: written, doc, examples }: FormEntry): string[] => [
  `### ${name}`,
  fence('sql', written.join('\n')),
  doc,
  ...exampleTable(examples),
];

const exampleTable = (examples: FormEntry['examples']): string[] =>
  examples.length === 0
    ? []
    : [
        table(
          ['example', 'gives'],
          examples.map(([expression, value]) => [code(expression), code(value)]),
        ),
      ];

const KEEPS = { distinct: 'Keeps every different value in state.', all: 'Keeps every value in state.' } as const;

function sections(one: FunctionEntry): string[] {
  const notes = [
    one.aliases.length > 0 ? `Also written ${one.aliases.map(code).join(', ')}.` : '',
    one.kind === 'aggregate' && one.skipsNulls ? 'Rows where its argument is NULL are left out.' : '',
    one.kind === 'aggregate' && one.keeps !== 'constant' ? KEEPS[one.keeps] : '',
    one.kind === 'window' ? 'Needs OVER with an ORDER BY.' : '',
    one.kind === 'scalar' && one.nulls === 'propagate' && one.signatures.some(({ parameters }) => parameters.length > 0)
      ? 'NULL when an argument is NULL.'
      : '',
    one.kind === 'scalar' && one.volatile
      ? `Not the same at every call${one.volatile === true ? '' : ` when called ${one.volatile}`}.`
      : '',
  ].filter(Boolean);
  return [
    `### ${one.name}`,
    fence('sql', one.signatures.map(({ text }) => text).join('\n')),
    one.doc,
    ...(notes.length > 0 ? [notes.join(' ')] : []),
    ...exampleTable(one.examples),
  ];
}
