/** Documents that can be written on one line or on several: text, possible line breaks, groups, indentation. */

interface Measured {
  /** Characters when all of it stands on one line; Infinity when it cannot. */
  readonly flat: number;
  /** Characters before the first place where its line may end. */
  readonly lead: number;
  /** Whether there is such a place. */
  readonly open: boolean;
}

interface Concat extends Measured {
  readonly is: 'concat';
  readonly parts: readonly Doc[];
}

/** What stands in it stands on one line if that fits, else each of its own line breaks is taken. */
interface Group extends Measured {
  readonly is: 'group';
  readonly content: Doc;
}

interface Indent extends Measured {
  readonly is: 'indent';
  readonly content: Doc;
}

/** A space, nothing, or always a break; as a break when its group does not fit. */
interface Line extends Measured {
  readonly is: 'line';
  readonly text: string;
}

/** Text with line breaks of its own, which stay as they are. */
interface Verbatim extends Measured {
  readonly is: 'verbatim';
  readonly text: string;
}

/** Waits for the end of its line, wherever that will be. */
interface Suffix extends Measured {
  readonly is: 'suffix';
  readonly text: string;
}

/** Begins a new line unless nothing stands on this one yet; `blank` keeps an empty line in front of it. */
interface Fresh extends Measured {
  readonly is: 'fresh';
  readonly blank: boolean;
}

/** Ends the line when a suffix waits for its end: what follows must not be drawn in front of it. */
interface Settle extends Measured {
  readonly is: 'settle';
}

/** A space and more of a line: on a new line, further in, when it fits there and not here; broken where it stands when it fits nowhere. */
interface Wrap extends Measured {
  readonly is: 'wrap';
  readonly content: Exclude<Doc, string>;
}

export type Doc = string | Concat | Group | Indent | Line | Verbatim | Suffix | Fresh | Settle | Wrap;

const ALWAYS = { flat: Number.POSITIVE_INFINITY, lead: 0, open: true };

export const line: Doc = { is: 'line', text: ' ', flat: 1, lead: 0, open: true };
export const softline: Doc = { is: 'line', text: '', flat: 0, lead: 0, open: true };
export const hardline: Doc = { is: 'line', text: '', ...ALWAYS };
export const freshLine: Doc = { is: 'fresh', blank: false, ...ALWAYS };
export const freshBlankLine: Doc = { is: 'fresh', blank: true, ...ALWAYS };

export const settle: Doc = { is: 'settle', flat: 0, lead: 0, open: false };

export const concat = (...parts: readonly Doc[]): Concat => sequence(parts);

/** As concat, for lists of any length: a call cannot have a hundred thousand arguments. */
export function sequence(parts: readonly Doc[]): Concat {
  let flat = 0;
  let lead = 0;
  let open = false;
  for (const part of parts) {
    flat += widthOf(part);
    if (open) continue;
    lead += typeof part === 'string' ? part.length : part.lead;
    open = typeof part !== 'string' && part.open;
  }
  return { is: 'concat', parts, flat, lead, open };
}

export const group = (content: Doc): Doc =>
  typeof content === 'string' ? content : { is: 'group', content, ...measuresOf(content) };

export const indent = (content: Doc): Doc =>
  typeof content === 'string' ? content : { is: 'indent', content, ...measuresOf(content) };

export const wrap = (...parts: readonly Doc[]): Doc => {
  const content = concat(...parts);
  return { is: 'wrap', content, flat: 1 + content.flat, lead: 0, open: true };
};

/** A token or a comment as it is written; only its first line can be measured when it has several. */
export function verbatim(text: string): Doc {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text : { is: 'verbatim', text, flat: Number.POSITIVE_INFINITY, lead: end, open: true };
}

/** A comment that runs to the end of its line; the groups around it break. */
export const suffix = (text: string): Doc => ({
  is: 'suffix',
  text,
  flat: Number.POSITIVE_INFINITY,
  lead: 0,
  open: false,
});

/** The largest of any number of numbers, 0 when there is none above it. */
export const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), 0);

/** Characters of a document on one line; Infinity when it cannot stand on one. */
export const widthOf = (doc: Doc): number => (typeof doc === 'string' ? doc.length : doc.flat);

const measuresOf = ({ flat, lead, open }: Measured): Measured => ({ flat, lead, open });
