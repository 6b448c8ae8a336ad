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
  /** Its place among the files. */
  readonly file: number;
  readonly rule: string;
  /** Whether it is an error that it mends. */
  readonly ofError: boolean;
  readonly fix: Fix;
}

/**
 * Only findings that offer exactly one fix: of several, a person has to choose. One that mends an error is applied only
 * if there is an error less, any other one only if there is none more.
 * @param goOn asked before each try; what could not be tried is left as it is
 */
export function fixAll(
  files: readonly FixableFile[],
  check: CheckFiles,
  goOn: () => boolean = () => true,
): readonly FixedFile[] {
  let state = stateOf(files, check);
  const applied = files.map((): { rule: string; title: string }[] => []);
  const harmful = new Set<string>();
  const seen = new Set([keyOf(state.files)]);
  let trials = TRIALS;

  /** These and those of `wanted` that do no harm: a half that does is halved again. */
  const withHarmless = (before: Step, wanted: readonly Candidate[]): Step => {
    if (wanted.length === 0 || trials-- <= 0 || !goOn()) return before;
    const done = [...before.done, ...wanted];
    const after = { done, state: stateOf(applyTo(state.files, done), check) };
    if (doesNoHarm(before.state, after.state, wanted)) return after;
    if (wanted.length === 1) {
      harmful.add(nameOf(wanted[0]!, state));
      return before;
    }
    const half = wanted.length >> 1;
    return withHarmless(withHarmless(before, wanted.slice(0, half)), wanted.slice(half));
  };
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = candidatesOf(state).filter(one => !harmful.has(nameOf(one, state)));
    const { done, state: next } = withHarmless({ done: [], state }, wanted);
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

interface Step {
  readonly done: readonly Candidate[];
  readonly state: State;
}

const stateOf = (files: readonly FixableFile[], check: CheckFiles): State => ({ files, found: check(files) });
const keyOf = (files: readonly FixableFile[]): string => files.map(file => file.text).join('\u0000');
/** The same fix at the same place, also when the text before it has changed. */
function nameOf({ file, rule, fix }: Candidate, { files }: State): string {
  const { start, end } = fix.edits[0]!.span;
  return `${file} ${rule} ${fix.title} ${files[file]!.text.slice(Math.max(0, start - 40), end + 40)}`;
}

const errorsIn = (found: readonly Diagnostic[] = []): number => found.filter(one => one.severity === 'error').length;

/** Whether each error that was mended is one less, and no other one came, in any file. */
const doesNoHarm = (before: State, after: State, wanted: readonly Candidate[]): boolean =>
  after.found.every((found, i) => {
    const mended = wanted.filter(one => one.file === i && one.ofError).length;
    return errorsIn(found) <= errorsIn(before.found[i]) - mended;
  });

/** Those that can be applied at once: of two that touch each other the later one waits for the next round. */
function candidatesOf({ found }: State): Candidate[] {
  return found.flatMap((diagnostics, file) => {
    const taken: Fix['edits'][number]['span'][] = [];
    const chosen: Candidate[] = [];
    for (const { rule, severity, fixes } of diagnostics.toSorted((a, b) => a.span.start - b.span.start)) {
      const [fix] = fixes ?? [];
      if (!fix || fixes?.length !== 1 || fix.edits.length === 0) continue;
      const touches = fix.edits.some(({ span }) => taken.some(one => span.start <= one.end && one.start <= span.end));
      if (touches) continue;
      taken.push(...fix.edits.map(edit => edit.span));
      chosen.push({ file, rule, ofError: severity === 'error', fix });
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
