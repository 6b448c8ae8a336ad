/** What a hint, an annotation or a function under the cursor is, as Markdown: shown on hover, and beside a completion. */
import type { FunctionEntry } from '../functions/define.ts';
import { type FormEntry, forms } from '../functions/forms.ts';
import { functionTable } from '../functions/table.ts';
import { findHint, hintCategories } from '../hints/catalogue.ts';
import type { HintCategory, HintEntry } from '../hints/define.ts';
import { WORKLOADS } from '../hints/define.ts';
import { nearest } from '../text/nearest.ts';
import type { Piece } from '../text/scan.ts';
import type { Span } from '../text/span.ts';
import { describeAnnotation } from './annotations.ts';
import { placeAt } from './place.ts';

export interface Description {
  /** What it describes. */
  readonly span: Span;
  readonly markdown: string;
}

/** Undefined where there is nothing to say. */
export function describe(text: string, pieces: readonly Piece[], offset: number): Description | undefined {
  const place = placeAt(text, pieces, offset);
  if (place.kind === 'sql') return describeFunction(text, place.word);
  if ((place.kind === 'annotation-name' || place.kind === 'annotation-value') && place.annotation)
    return describeAnnotation(place.annotation, offset);
  if (place.kind !== 'hint-key' && place.kind !== 'hint-value') return undefined;
  const { key, keySpan, value } = place.hint;
  const entry = findHint(key)?.entry;
  if (place.kind === 'hint-value' && entry) {
    const meaning = entry.type.choices().find(choice => choice.value === value);
    const said = meaning ? `\`${meaning.value}\`: ${meaning.doc}\n\n` : '';
    return { span: place.span, markdown: `${said}${hintPage(entry)}` };
  }
  if (place.kind !== 'hint-key') return undefined;
  if (entry) return { span: keySpan, markdown: hintPage(entry) };
  return describePart(key, keySpan, offset);
}

/** Of a key that is no hint (yet): its category. */
function describePart(key: string, span: Span, offset: number): Description | undefined {
  const [first = ''] = key.split('.');
  const category = hintCategories.find(one => one.name === first);
  if (!category) {
    const meant = nearest(
      first,
      hintCategories.map(one => one.name),
    );
    return meant ? { span, markdown: `No such category of hints. Meant: \`${meant}\`?` } : undefined;
  }
  return offset <= span.start + first.length || key === first
    ? { span: { start: span.start, end: span.start + first.length }, markdown: categoryPage(category) }
    : undefined;
}

/** A name is a function only where it is called: `count` may be a column. */
function describeFunction(text: string, word: Span): Description | undefined {
  if (!/^\s*\(/.test(text.slice(word.end, word.end + 20))) return undefined;
  const name = text.slice(word.start, word.end).toUpperCase();
  const entry = functionTable.get(name);
  if (entry) return { span: word, markdown: functionPage(entry) };
  const form = forms.find(one => one.name === name);
  return form && { span: word, markdown: formPage(form) };
}

const exampleLines = (examples: FormEntry['examples']): string[] =>
  examples.length === 0 ? [] : ['', ...examples.map(([expression, value]) => `- \`${expression}\` is \`${value}\``)];

/** The page of what is written like a function. */
const formPage = ({ forms: written, doc, examples }: FormEntry): string =>
  ['```ferris-sql', ...written, '```', '', doc, ...exampleLines(examples)].join('\n');

/** The page of one function: how it is called, what it gives, what that looks like. */
export function functionPage({ signatures, aliases, doc, examples }: FunctionEntry): string {
  const lines = ['```ferris-sql', ...signatures.map(({ text }) => text), '```', '', doc];
  if (aliases.length > 0) lines.push('', `Also written ${aliases.map(alias => `\`${alias}\``).join(', ')}.`);
  return [...lines, ...exampleLines(examples)].join('\n');
}

/** The page of one hint: what it does, what it takes, what a deployment gets without it. */
export function hintPage(entry: HintEntry): string {
  const lines = [`**\`${entry.key}\`** = \`${entry.type.placeholder}\``, '', entry.doc, ''];
  lines.push(`Takes ${entry.type.description}.`);
  const choices = entry.type.choices();
  if (choices.length > 0) lines.push('', ...choices.map(choice => `- \`${choice.value}\`: ${choice.doc}`));
  const defaults = WORKLOADS.filter(workload => entry.defaults[workload] !== undefined);
  if (defaults.length > 0)
    lines.push('', `Without it: ${defaults.map(one => `\`${entry.defaults[one]}\` (${one})`).join(', ')}.`);
  lines.push('', '```ferris-sql', `-- @ferris:${exampleKey(entry)}=${entry.example}`, '```');
  return lines.join('\n');
}

const categoryPage = ({ title, doc, hints }: HintCategory): string =>
  [`**${title}**`, '', doc, '', ...hints.map(hint => `- \`${hint.key}\``)].join('\n');

/** A pattern's key with its example filled in. */
const exampleKey = ({ key, placeholder }: HintEntry): string =>
  placeholder ? key.replace(/<[^>]*>/, placeholder.example) : key;
