/** Applies what findings offer until nothing is left to apply; a fix that would add errors is left out. */
import type { Diagnostic, Fix } from '../text/diagnostic.ts';

export interface FixableFile {
  readonly path: string;
  readonly text: string;
}

export interface FixedFile extends FixableFile {
  /** What was done, in order. */
  readonly applied: readonly { readonly rule: string; readonly title: string }[];
  /** What is left to be found in the new text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Findings of all files together, in their order: files may see each other. */
export type CheckFiles = (files: readonly FixableFile[]) => readonly (readonly Diagnostic[])[];

/** Enough for fixes that make room for others; two rules that undo each other end here at the latest. */
const ROUNDS = 20;
/** Checks spent on finding out which fixes add errors. */
const TRIALS = 200;

interface Candidate {
  readonly file: number;
  readonly rule: string;
  readonly fix: Fix;
}

/** Only findings that offer exactly one fix: of several, a person has to choose. Never gives a file more errors than it had. */
export function fixAll(files: readonly FixableFile[], check: CheckFiles): readonly FixedFile[] {
  let state = stateOf(files, check);
  const applied = files.map((): { rule: string; title: string }[] => []);
  const harmful = new Set<string>();
  const seen = new Set([keyOf(state.files)]);
  let trials = TRIALS;

  /** These and those of `wanted` that do no harm: a half that does is halved again. */
  const withHarmless = (done: readonly Candidate[], wanted: readonly Candidate[]): readonly Candidate[] => {
    if (wanted.length === 0 || trials-- <= 0) return done;
    const all = [...done, ...wanted];
    if (!isWorse(stateOf(applyTo(state.files, all), check), state)) return all;
    if (wanted.length === 1) {
      harmful.add(nameOf(wanted[0]!));
      return done;
    }
    const half = wanted.length >> 1;
    return withHarmless(withHarmless(done, wanted.slice(0, half)), wanted.slice(half));
  };
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = candidatesOf(state).filter(one => !harmful.has(nameOf(one)));
    const done = withHarmless([], wanted);
    const next = stateOf(applyTo(state.files, done), check);
    if (done.length === 0 || seen.has(keyOf(next.files))) break;
    seen.add(keyOf(next.files));
    state = next;
    for (const { file, rule, fix } of done) applied[file]!.push({ rule, title: fix.title });
  }
  return state.files.map((file, i) => ({ ...file, applied: applied[i]!, diagnostics: state.found[i] ?? [] }));
}

interface State {
  readonly files: readonly FixableFile[];
  readonly found: readonly (readonly Diagnostic[])[];
}

const stateOf = (files: readonly FixableFile[], check: CheckFiles): State => ({ files, found: check(files) });
const keyOf = (files: readonly FixableFile[]): string => files.map(file => file.text).join('\u0000');
const nameOf = ({ file, rule, fix }: Candidate): string => `${file} ${rule} ${fix.title}`;

const errorsIn = (found: readonly Diagnostic[] = []): number => found.filter(one => one.severity === 'error').length;
const isWorse = (next: State, state: State): boolean =>
  next.found.some((found, i) => errorsIn(found) > errorsIn(state.found[i]));

/** Those that can be applied at once: of two that touch each other the later one waits for the next round. */
function candidatesOf({ found }: State): Candidate[] {
  return found.flatMap((diagnostics, file) => {
    const taken: Fix['edits'][number]['span'][] = [];
    const chosen: Candidate[] = [];
    for (const { rule, fixes } of diagnostics.toSorted((a, b) => a.span.start - b.span.start)) {
      const [fix] = fixes ?? [];
      if (!fix || fixes?.length !== 1 || fix.edits.length === 0) continue;
      const touches = fix.edits.some(({ span }) => taken.some(one => span.start <= one.end && one.start <= span.end));
      if (touches) continue;
      taken.push(...fix.edits.map(edit => edit.span));
      chosen.push({ file, rule, fix });
    }
    return chosen;
  });
}

const applyTo = (files: readonly FixableFile[], candidates: readonly Candidate[]): readonly FixableFile[] =>
  files.map((file, i) => {
    const edits = candidates.filter(one => one.file === i).flatMap(one => one.fix.edits);
    return edits.length === 0 ? file : { ...file, text: withEdits(file.text, edits) };
  });

/** A text with edits that do not overlap. */
export function withEdits(text: string, edits: Fix['edits']): string {
  let result = '';
  let at = 0;
  for (const { span, text: inserted } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    result += text.slice(at, span.start) + inserted;
    at = span.end;
  }
  return result + text.slice(at);
}
