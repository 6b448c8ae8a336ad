/** How each window is written: in WINDOW and GROUP BY, and around a relation in TABLE(…). */
import { windowKindOf } from '../../names/query/windows.ts';
import { type SignatureText, signatureText } from './signature.ts';

type Kind = NonNullable<ReturnType<typeof windowKindOf>>;

const DOCS: Readonly<Record<Kind, string>> = {
  tumbling: 'Windows of one `size` that follow each other; each row is in one. Aligned to the epoch in UTC.',
  sliding: 'Windows of one `size`, of which a new one begins every `advance`; a row is in several.',
  session: 'Rows that come at most `gap` after each other are one session; `key` keeps sessions apart.',
  cumulate: 'Windows that begin together every `size` and grow by `step`.',
};

const LENGTHS: Readonly<Record<Kind, readonly string[]>> = {
  tumbling: ['size'],
  sliding: ['size', 'advance'],
  session: ['gap'],
  cumulate: ['step', 'size'],
};

/** Undefined for a word that is no window. @param inTable whether it stands in TABLE(…) */
export function windowSignatures(name: string, inTable: boolean): readonly SignatureText[] | undefined {
  const kind = windowKindOf(name);
  if (!kind) return undefined;
  // HOP is the word of those who write the slide first.
  const lengths = name === 'HOP' ? ['advance', 'size'] : LENGTHS[kind];
  const written = (parts: readonly string[]): SignatureText =>
    signatureText(`${name}(${parts.join(', ')})`, parts, DOCS[kind]);
  if (inTable) return [written(['TABLE stream', 'DESCRIPTOR(time)', ...lengths])];
  return [
    written(lengths),
    written(['time', ...lengths]),
    ...(kind === 'session' ? [written(['time', 'gap', 'key'])] : []),
  ];
}

/** Whether the first argument is a length and no time. */
export const isLength = (text: string): boolean => /^\s*(\d|INTERVAL\b|')/i.test(text);
