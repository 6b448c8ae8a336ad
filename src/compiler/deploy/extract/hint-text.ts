/** Extracted hints as a block for a SQL file: by category, with what could not be said. */
import { hintCategories } from '../../../language/hints/catalogue.ts';
import type { Extracted } from './extract-hints.ts';

/** One block without empty lines, so that all of it is one statement's or the file's. */
export function hintText({ kind, name, exact, hints, unsaid }: Extracted, source: string): string {
  const lines = [
    comment(`Hints of ${kind} ${name}, read from ${source}`),
    comment(
      exact
        ? 'They are those it was made from, as its annotations tell.'
        : 'They are what its objects say: look through them before you deploy.',
    ),
  ];
  for (const category of hintCategories) {
    const own = hints.filter(({ key }) => key === category.name || key.startsWith(`${category.name}.`));
    if (own.length > 0)
      lines.push('--', comment(category.title), ...own.map(one => `-- @ferris:${one.key}=${one.value}`));
  }
  if (hints.length === 0) lines.push('--', comment('No hint was given.'));
  if (unsaid.length > 0) lines.push('--', comment('What no hint says:'), ...unsaid.map(text => comment(`  ${text}`)));
  return `${lines.join('\n')}\n`;
}

/** Texts of the manifest must not become lines of their own. */
const comment = (text: string): string =>
  `-- ${text.replaceAll(/[\s\p{Cc}]+/gu, match => (/^ +$/.test(match) ? match : ' '))}`;
