/** What an editor asks at a place of a YAML file of ours: what may be written there, and what stands there. */
import type { Span } from '../../text/span.ts';
import { placeIn } from './place.ts';
import { type Vocabulary, vocabularyOf, type YamlWord } from './vocabulary.ts';

export type YamlKind = 'settings' | 'config';

export interface YamlProposal extends YamlWord {
  readonly at: 'key' | 'value';
  /** What it replaces, in the file. */
  readonly replace: Span;
  readonly insert: string;
  /** Markdown. */
  readonly page: string | undefined;
}

/** In the order of the tables; what stands beside it already is left out. */
export function proposalsIn(kind: YamlKind, text: string, offset: number): readonly YamlProposal[] {
  const place = placeIn(text, offset);
  if (!place) return [];
  const vocabulary: Vocabulary = vocabularyOf(kind);
  const { at, path, span: replace, beside, hasColon } = place;
  if (at === 'value') {
    const lead = text[replace.start - 1] === ':' ? ' ' : '';
    return vocabulary.values(path).map(word => ({
      ...word,
      at,
      replace,
      insert: `${lead}${word.label}`,
      page: vocabulary.page(path, word.label),
    }));
  }
  return vocabulary
    .keys(path)
    .filter(({ label }) => !beside.includes(label))
    .map(word => ({
      ...word,
      at,
      replace,
      insert: hasColon ? word.label : `${word.label}:${word.isTable ? `\n${' '.repeat(2 * path.length + 2)}` : ' '}`,
      page: vocabulary.page([...path, word.label], undefined),
    }));
}

/** The page of the key or the value at a place; undefined where there is none. */
export function pageIn(
  kind: YamlKind,
  text: string,
  offset: number,
): { readonly span: Span; readonly markdown: string } | undefined {
  const place = placeIn(text, offset);
  if (!place || place.written === '' || offset < place.span.start || offset > place.span.end) return undefined;
  const { at, path, written, span } = place;
  const markdown =
    at === 'key' ? vocabularyOf(kind).page([...path, written], undefined) : vocabularyOf(kind).page(path, written);
  return markdown === undefined ? undefined : { span, markdown };
}
