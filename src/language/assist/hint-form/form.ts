/** The hints of a statement, or of its file, as a form shows them: every key of the catalogue, what is written, what holds otherwise. */
import type { Analysis, Statement } from '../../analyze.ts';
import { type AttachedHints, attachHints } from '../../hints/attach.ts';
import { findHint, hintCategories } from '../../hints/catalogue.ts';
import type { HintCategory, HintEntry } from '../../hints/define.ts';
import type { Choice } from '../../hints/types/value-type.ts';
import type { HintLine } from '../../text/scan.ts';

export interface HintForm {
  readonly title: string;
  /** Whether a change here holds for every statement of the file. */
  readonly wholeFile: boolean;
  readonly statement: number | undefined;
  readonly categories: readonly FormCategory[];
  readonly place: HintPlace;
}

/** Where the hints of a form are written. */
export interface HintPlace {
  /** In the order of the text. */
  readonly lines: readonly HintLine[];
  /** For a first block: where, and what must stand around it there. */
  readonly above: { readonly offset: number; readonly before: '' | '\n'; readonly after: '' | '\n' };
  /** The end of the file's block where that needs an empty line behind it as soon as there is another. */
  readonly apart: number | undefined;
}

export interface FormCategory {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly fields: readonly FormField[];
  readonly patterns: readonly FormPattern[];
}

/** A key with a part to choose. */
export interface FormPattern {
  readonly key: string;
  readonly doc: string;
  /** What may stand for the part. */
  readonly part: string;
  readonly example: string;
}

export interface FormField {
  readonly key: string;
  readonly doc: string;
  readonly allowed: string;
  readonly unit?: string;
  readonly example: string;
  readonly choices: readonly Choice[];
  /** Whether nothing but one of the choices fits. */
  readonly closed: boolean;
  readonly value?: string;
  readonly otherwise?: { readonly value: string; readonly from: string };
  readonly problem?: { readonly severity: 'error' | 'warning'; readonly message: string };
}

/** @param settings hints of ferris.yaml, by key */
export function hintForm(
  text: string,
  analysis: Analysis,
  asked: number | undefined,
  settings: Readonly<Record<string, string>>,
): HintForm {
  const attached = attachHints(analysis.pieces);
  const statement = asked === undefined ? undefined : analysis.statements[asked];
  const { place, ofFile, wholeFile } = placeOf(text, attached, statement);
  const written = lastOf(place.lines);
  const ofOthers = ofFile ? new Map<string, string>() : lastOf(attached.file);
  const workload = written.get('workload') ?? ofOthers.get('workload') ?? settings.workload;
  const otherwise = (key: string): FormField['otherwise'] => {
    const file = ofOthers.get(key);
    if (file !== undefined) return { value: file, from: 'the file' };
    if (settings[key] !== undefined) return { value: settings[key], from: 'ferris.yaml' };
    const { defaults = {} } = findHint(key)?.entry ?? {};
    const own = Object.entries(defaults).find(([name]) => name === workload && name !== 'all');
    if (own) return { value: own[1], from: `default of ${own[0]}` };
    return defaults.all === undefined ? undefined : { value: defaults.all, from: 'default' };
  };
  const field = (key: string, { type, doc, example }: HintEntry): FormField => {
    const value = written.get(key);
    const other = otherwise(key);
    const problem = problemOf(analysis, place.lines, key);
    return {
      key,
      doc,
      allowed: type.description,
      ...(type.unit === undefined ? {} : { unit: type.unit }),
      example,
      choices: type.choices(),
      closed: type.description.startsWith('one of '),
      ...(value === undefined ? {} : { value }),
      ...(other === undefined ? {} : { otherwise: other }),
      ...(problem === undefined ? {} : { problem }),
    };
  };
  const keys = [...new Set([...ofOthers.keys(), ...written.keys()])];
  return {
    title: ofFile || !statement ? 'the file' : (statement.name ?? statement.kind),
    wholeFile,
    statement: ofFile ? undefined : statement?.index,
    place,
    categories: hintCategories.map(({ name, title, doc, hints }) => ({
      name,
      title,
      doc,
      fields: hints.flatMap(entry => keysOf(entry, keys).map(key => field(key, entry))),
      patterns: hints.filter(({ placeholder }) => placeholder).map(patternOf),
    })),
  };
}

/** A pattern stands for the keys that are written. */
const keysOf = (entry: HintEntry, keys: readonly string[]): readonly string[] =>
  entry.placeholder ? keys.filter(key => findHint(key)?.entry === entry) : [entry.key];

const patternOf = ({ key, doc, placeholder, example }: HintCategory['hints'][number]): FormPattern => ({
  key,
  doc,
  part: placeholder!.description,
  example,
});

/** Of duplicates the last counts. */
const lastOf = (lines: readonly HintLine[]): ReadonlyMap<string, string> =>
  new Map(lines.flatMap(({ key, value }) => (key === '' || value === undefined ? [] : [[key, value] as const])));

function problemOf({ diagnostics }: Analysis, lines: readonly HintLine[], key: string): FormField['problem'] {
  const line = lines.findLast(one => one.key === key);
  if (!line) return undefined;
  for (const { severity, message, span } of diagnostics)
    if ((severity === 'error' || severity === 'warning') && line.span.start <= span.start && span.end <= line.span.end)
      return { severity, message };
  return undefined;
}

interface Placed {
  readonly place: HintPlace;
  /** Whether the lines are the file's. */
  readonly ofFile: boolean;
  readonly wholeFile: boolean;
}

function placeOf(text: string, { file, scopes, all, pieces }: AttachedHints, statement: Statement | undefined): Placed {
  const scope = statement && scopes.find(({ piece }) => piece === statement.piece);
  const first = pieces.find(({ body }) => body.end > body.start);
  // Of a file with one deployment its hints are that one's.
  if (!scope?.piece || (scope.own.length === 0 && file.length > 0 && scopes.length === 1)) {
    const others = scopes.some(({ own }) => own.length > 0);
    const above = { offset: 0, before: '', after: others ? '\n' : '' } as const;
    return { place: { lines: file, above, apart: undefined }, ofFile: true, wholeFile: true };
  }
  const { start } = scope.piece.body;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const alone = text.slice(lineStart, start).trim() === '';
  const last = file.at(-1);
  const blankBehind = last === undefined || /^\r?\n[ \t]*(\r?\n|$)/.test(text.slice(last.span.end));
  return {
    place: {
      lines: scope.own,
      above: alone ? { offset: lineStart, before: '', after: '' } : { offset: start, before: '\n', after: '' },
      apart: blankBehind ? undefined : last.span.end,
    },
    ofFile: false,
    // The only block of a file, standing before its first statement, is the file's.
    wholeFile: all.length === 0 && scope.piece === first && scopes.length > 1,
  };
}
