/** docs/reference/hints.md */
import { hintCategories } from '../../src/language/hints/catalogue.ts';
import type { HintEntry } from '../../src/language/hints/define.ts';
import { code, page, table } from './markdown.ts';

export const hintsPage = (): string =>
  page('Deployment hints', [
    'A hint is a comment line `-- @ferris:key=value` above the statement it is about, or above the whole file.',
    ...hintCategories.flatMap(({ name, title, doc, hints }) => [
      `## ${title} (${code(name)})`,
      doc,
      table(
        ['key', 'value', 'what it does', 'example', 'defaults'],
        hints.map(hint => [code(hint.key), hint.type.description, about(hint), code(hint.example), defaults(hint)]),
      ),
    ]),
  ]);

const about = ({ doc, placeholder }: HintEntry) =>
  placeholder ? `${doc} The part in angle brackets: ${placeholder.description}.` : doc;

const defaults = (hint: HintEntry) =>
  Object.entries(hint.defaults)
    .map(([workload, value]) => `${workload}: ${code(value)}`)
    .join(', ');
