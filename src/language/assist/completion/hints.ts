/** Hint keys and values: by category, without what is set already, with what a value means and costs. */
import { findHint, hintCatalogue, hintCategories, partsOf } from '../../hints/catalogue.ts';
import { type HintEntry, WORKLOADS } from '../../hints/define.ts';
import type { HintLine, Piece } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import { hintsOf } from '../place.ts';
import type { Candidate } from './candidate.ts';
import { keysAbout, probability } from './prior.ts';

/** All keys but those that the statement has already: a second one would only be a mistake. */
export function hintKeys(hint: HintLine, piece: Piece): readonly Candidate[] {
  const lines = hintsOf(piece);
  const taken = new Set(lines.map(line => (line === hint ? '' : line.key)));
  const before = lines.filter(line => line.span.start < hint.span.start).at(-1)?.key ?? '';
  const last = findHint(before)?.entry.key ?? '';
  const category = last.split('.')[0];
  const assignment = hint.value === undefined ? '=' : '';
  return hintCatalogue
    .filter(entry => !taken.has(entry.key))
    .map((entry, i): Candidate => {
      const { insert, stop } = filledKey(entry);
      const same = entry.key.split('.')[0] === category ? 3 : 1;
      const place = hintCategories.findIndex(one => one.hints.includes(entry));
      return {
        label: entry.key,
        kind: 'hint',
        replace: hint.keySpan,
        insert: insert + assignment,
        ...(stop ? { stops: [stop] } : {}),
        detail: entry.type.placeholder,
        about: { kind: 'hint', name: entry.key },
        score: probability(keysAbout('hints', last), entry.key) * same + 1e-6 * (50 - place) - 1e-9 * i,
        goesOn: assignment !== '' && !stop,
      };
    });
}

function filledKey(entry: HintEntry): { readonly insert: string; readonly stop?: Span } {
  if (!entry.placeholder) return { insert: entry.key };
  const { before, after } = partsOf(entry.key);
  const { example } = entry.placeholder;
  return { insert: before + example + after, stop: { start: before.length, end: before.length + example.length } };
}

/** The values of a choice; of anything else what the workloads have by default, the example, and usual ones. */
export function hintValues(hint: HintLine, span: Span, offset: number): readonly Candidate[] {
  const entry = findHint(hint.key)?.entry;
  if (!entry) return [];
  const choices = entry.type.choices();
  const listed = choices.length > 0;
  const replace = listed ? itemAt(hint.value ?? '', span, offset) : span;
  const offered = listed ? choices : [...usualValues(entry)].map(([value, doc]) => ({ value, doc }));
  return offered.map(
    ({ value, doc }, i): Candidate => ({
      label: value,
      kind: 'value',
      replace,
      insert: value,
      detail: doc,
      ...(listed && hint.value?.includes(',') ? {} : { hint: hint.key }),
      score: 1 / (i + 2),
    }),
  );
}

function usualValues(entry: HintEntry): ReadonlyMap<string, string> {
  const said = new Map<string, string[]>();
  for (const workload of WORKLOADS) {
    const value = entry.defaults[workload];
    if (value !== undefined) said.set(value, [...(said.get(value) ?? []), workload]);
  }
  const unit = entry.type.unit === undefined ? '' : ` ${entry.type.unit}`;
  const found = new Map<string, string>();
  for (const [value, workloads] of said)
    found.set(value, `${meaning(entry.key, value) ?? `${value}${unit}`}: default of ${workloads.join(', ')}`);
  const others = [
    entry.example,
    ...(/schedule$/.test(entry.key) && entry.type.check('0 9 * * 1-5').ok ? CRON.keys() : []),
  ];
  for (const value of others)
    if (!found.has(value)) found.set(value, CRON.get(value) ?? meaning(entry.key, value) ?? `${value}${unit}: example`);
  return found;
}

const CRON: ReadonlyMap<string, string> = new Map([
  ['0 9 * * 1-5', 'at 9:00 from Monday to Friday'],
  ['0 8-18 * * 1-5', 'every hour from 8:00 to 18:00, Monday to Friday'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['0 * * * *', 'every hour'],
  ['0 2 * * *', 'at 2:00 every day'],
  ['0 3 * * 0', 'at 3:00 on Sundays'],
  ['0 0 1 * *', 'at midnight of the first day of a month'],
]);

function meaning(key: string, value: string): string | undefined {
  const pods = `${value} ${value === '1' ? 'pod' : 'pods'}`;
  if (key === 'scaling.min_replicas')
    return value === '0' ? 'no pods while there is nothing to do' : `${pods} always on`;
  if (key === 'scaling.max_replicas') return `${pods} at most`;
  if (key === 'scaling.replicas') return pods;
  return undefined;
}

/** The item of a comma-separated list that the cursor is in; the whole value when it has no comma. */
function itemAt(value: string, span: Span, offset: number): Span {
  const at = offset - span.start;
  const start = value.lastIndexOf(',', at - 1) + 1;
  const comma = value.indexOf(',', at);
  const blank = value.slice(start).length - value.slice(start).trimStart().length;
  return { start: span.start + Math.min(start + blank, at), end: span.start + (comma < 0 ? value.length : comma) };
}
