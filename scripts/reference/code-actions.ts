/** docs/reference/code-actions.md: what the editor offers to do with a statement. */
import type { Refactoring } from '../../src/language/assist/actions/offer.ts';
import { refactorings } from '../../src/language/assist/actions/table.ts';
import { code, fence, page } from './markdown.ts';

export const codeActionsPage = (): string =>
  page('Code actions', [
    'Beside the fixes of a finding, which its rule’s page shows, the editor offers to fix all that one rule has found in the file, to silence a rule in its statement (`-- ferris-ignore`), and, as `source.fixAll.ferris`, to apply every fix that leaves no choice. What would add an error is left out of these.',
    'The refactorings are offered where the cursor or the selection is, shown here by `|`. None of them adds an error.',
    ...refactorings.flatMap(section),
  ]);

const section = ({ id, doc, kind, keepsMeaning, good }: Refactoring): readonly string[] => [
  `## ${id}`,
  `${doc} Its kind is ${code(kind)}${keepsMeaning ? '; the columns of the result stay what they are' : ''}.`,
  ...good
    .slice(0, 1)
    .flatMap(({ title, before, after }) => [fence('sql', before), `“${title}” makes of it:`, fence('sql', after)]),
];
