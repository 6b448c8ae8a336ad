/** Hints set and taken away in a file's text: what a form or a command changes, as edits that leave all else as it is. */
import { orderedHints } from '../../format/hint-order.ts';
import { findHint, hintCatalogue } from '../../hints/catalogue.ts';
import type { Workload } from '../../hints/define.ts';
import type { HintLine } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import type { HintPlace } from './form.ts';

export interface HintChange {
  readonly key: string;
  /** Undefined takes the hint away. */
  readonly value: string | undefined;
}

export interface HintEdit {
  readonly span: Span;
  readonly text: string;
}

/** Why this cannot be the value of the hint; undefined when it can. Variables are left to where they are set. */
export function valueProblem({ key, value }: HintChange): string | undefined {
  if (!findHint(key)) return `there is no hint '${key}'`;
  if (value === undefined) return undefined;
  if (/[\r\n]/.test(value)) return `${key}: a value ends with its line`;
  if (/\s#\s/.test(value)) return `${key}: what follows a # is a comment and not a part of the value`;
  if (value === '') return `${key} needs a value`;
  if (value.includes('${')) return undefined;
  const checked = findHint(key)!.entry.type.check(value);
  return checked.ok ? undefined : `${key}: ${checked.message}`;
}

/**
 * A value that stands there is replaced; new hints join the lines they belong to, which are then put in order as the
 * formatter does. Of duplicates the last counts, so that one is changed, and all are taken away.
 */
export function editHints(text: string, place: HintPlace, changes: readonly HintChange[]): readonly HintEdit[] {
  const { lines } = place;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const last = new Map(changes.map(change => [change.key, change.value]));
  const present = new Set(lines.map(({ key }) => key));
  const added = [...last].flatMap(([key, value]) => (value === undefined || present.has(key) ? [] : [{ key, value }]));
  if (lines.length === 0) {
    const block = orderedHints(added.map(hintLine));
    return block.length === 0 ? [] : firstBlock(text, place, block.map(one => `${one}\n`).join(''));
  }
  const runs = runsOf(text, lines);
  return runs.flatMap(run => {
    const own = added.filter(({ key }) => runFor(runs, key) === run);
    return own.length === 0 ? changed(text, lines, run, last) : [reordered(text, lines, run, last, own, lineEnd)];
  });
}

/** @param block whole lines, ended by `\n` */
export function firstBlock(text: string, { above, apart }: HintPlace, block: string): readonly HintEdit[] {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const written = (above.before + block + above.after).replaceAll('\n', lineEnd);
  return [
    ...(apart === undefined ? [] : [{ span: { start: apart, end: apart }, text: lineEnd }]),
    { span: { start: above.offset, end: above.offset }, text: written },
  ];
}

const hintLine = ({ key, value }: { readonly key: string; readonly value: string }): string =>
  `-- @ferris:${key}=${value}`;

type Run = readonly HintLine[];

/** Lines with nothing but a line break between them. */
function runsOf(text: string, lines: readonly HintLine[]): readonly Run[] {
  const runs: HintLine[][] = [];
  for (const line of lines) {
    const before = runs.at(-1)?.at(-1);
    if (before && /^\r?\n[ \t]*$/.test(text.slice(before.span.end, line.span.start))) runs.at(-1)!.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** Where others of the category are, else the last. */
const runFor = (runs: readonly Run[], key: string): Run =>
  runs.findLast(run => run.some(line => categoryOf(line.key) === categoryOf(key))) ?? runs.at(-1)!;

const categoryOf = (key: string): string => /^[^.]*/.exec(key)![0];

type Values = ReadonlyMap<string, string | undefined>;

const isLast = (lines: readonly HintLine[], line: HintLine): boolean =>
  lines.findLast(({ key }) => key === line.key) === line;

function changed(text: string, lines: readonly HintLine[], run: Run, values: Values): readonly HintEdit[] {
  return run.flatMap((line): HintEdit[] => {
    if (!values.has(line.key)) return [];
    const value = values.get(line.key);
    if (value === undefined) return [{ span: wholeLine(text, line), text: '' }];
    if (!isLast(lines, line) || line.value === value) return [];
    return [
      line.valueSpan
        ? { span: line.valueSpan, text: value }
        : { span: { start: line.keySpan.end, end: line.span.end }, text: `=${value}` },
    ];
  });
}

function reordered(
  text: string,
  lines: readonly HintLine[],
  run: Run,
  values: Values,
  added: readonly { readonly key: string; readonly value: string }[],
  lineEnd: string,
): HintEdit {
  const kept = run.flatMap(line => {
    const written = text.slice(line.span.start, line.span.end);
    const value = values.get(line.key);
    if (!values.has(line.key)) return [written];
    if (value === undefined) return [];
    if (!isLast(lines, line)) return [written];
    const { start, end } = line.valueSpan ?? { start: line.keySpan.end, end: line.span.end };
    const equals = line.valueSpan ? '' : '=';
    return [text.slice(line.span.start, start) + equals + value + text.slice(end, line.span.end)];
  });
  return {
    span: { start: run[0]!.span.start, end: run.at(-1)!.span.end },
    text: orderedHints([...kept, ...added.map(hintLine)]).join(lineEnd),
  };
}

/** With its line break. */
function wholeLine(text: string, { span }: HintLine): Span {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = text.indexOf('\n', span.end);
  return { start, end: end < 0 ? text.length : end + 1 };
}

/** A workload and all its defaults, as changes. */
export const workloadHints = (workload: Workload): readonly HintChange[] =>
  hintCatalogue.flatMap(({ key, defaults }) => {
    const value = defaults[workload];
    return value === undefined ? [] : [{ key, value }];
  });
