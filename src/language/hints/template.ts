/** A file of hints for one kind of workload, with its defaults and what they mean: a start to edit. */
import { hintCategories } from './catalogue.ts';
import type { HintEntry, Workload } from './define.ts';

/** One block, so that all of it is the file's; it passes every hint rule. */
export function hintTemplate(workload: Workload): string {
  const kinds = hintCategories[0]!.hints[0]!.type.choices();
  const lines = [
    `-- Deployment hints of a ${workload} workload.`,
    `-- ${kinds.find(choice => choice.value === workload)!.doc}.`,
    '-- These are its defaults: change what should be otherwise, and delete what may stay as it is.',
    '-- Hints stand above their statement; what follows a # is a comment.',
  ];
  const without: HintEntry[] = [];
  for (const { title, doc, hints } of hintCategories) {
    const given = hints.filter(hint => hint.defaults[workload] !== undefined);
    const others = hints.filter(hint => !given.includes(hint));
    if (given.length === 0) {
      without.push(...others);
      continue;
    }
    const assignments = given.map(hint => `-- @ferris:${hint.key}=${hint.defaults[workload]}`);
    const width = Math.max(...assignments.map(line => line.length));
    lines.push('--', `-- ${title}. ${doc}`);
    for (const [i, hint] of given.entries()) lines.push(`${assignments[i]!.padEnd(width)}  # ${meaningOf(hint)}`);
    if (others.length > 0) lines.push(...wrapped('also', others));
  }
  lines.push('--', '-- Further hints, without a default for this workload', ...wrapped('', without));
  return `${lines.join('\n')}\n`;
}

/** The first sentence of its page, and its unit or choices. */
function meaningOf({ doc, type }: HintEntry): string {
  const sentence = (/^.*?\.(?=\s|$)/.exec(doc)?.[0] ?? doc).replaceAll('`', '');
  if (type.unit !== undefined) return `${sentence} (${type.unit})`;
  return type.description.startsWith('one of') ? `${sentence} (${type.placeholder})` : sentence;
}

/** Comment lines of at most some hundred characters. */
function wrapped(opening: string, hints: readonly HintEntry[]): string[] {
  const lines: string[] = [];
  let line = `--   ${opening}`;
  for (const [i, { key }] of hints.entries()) {
    const word = i < hints.length - 1 ? `${key},` : key;
    if (line.length + word.length > 100) {
      lines.push(line);
      line = '--   ';
    }
    line += line.endsWith(' ') ? word : ` ${word}`;
  }
  return [...lines, line];
}
