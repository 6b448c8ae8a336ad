/**
 * Where a cursor is in a YAML file of settings: at a key or at its value, below which keys. By lines and their indentation, so
 * that it is known also while the line is being written and the whole is no YAML.
 */
import type { Span } from '../../text/span.ts';

export interface YamlPlace {
  readonly at: 'key' | 'value';
  /** Keys from the outermost in; of a value with its own key. */
  readonly path: readonly string[];
  /** What is written there, without quotes; the cursor is in it or at its end. */
  readonly written: string;
  /** Of that; empty where nothing is written. */
  readonly span: Span;
  /** Keys that stand beside this one already. */
  readonly beside: readonly string[];
  /** Of a key: whether a colon follows. */
  readonly hasColon: boolean;
}

interface Line {
  readonly start: number;
  readonly indent: number;
  readonly key: string;
  readonly keyStart: number;
  /** Behind the colon; undefined: there is none. */
  readonly after: number | undefined;
}

const LINE = /^( *)((?:"[^"]*"|'[^']*'|[^\s#:,{}[\]"'][^#:]*|))(\s*:(?=\s|$))?/;

/** Undefined in comments, in lists and in what is written in braces. */
export function placeIn(text: string, offset: number): YamlPlace | undefined {
  const lines = linesOf(text);
  const index = lines.findLastIndex(({ start }) => start <= offset);
  const line = lines[index]!;
  const end = text.indexOf('\n', line.start);
  const whole = text.slice(line.start, end < 0 ? text.length : end).replace(/\r$/, '');
  const comment = /(^|\s)#/.exec(whole);
  if (comment && offset > line.start + comment.index + comment[1]!.length) return undefined;
  if (/^\s*-(\s|$)/.test(whole)) return undefined;
  const parents = parentsOf(lines, index);
  if (line.after !== undefined && offset >= line.after) {
    const rest = whole.slice(line.after - line.start, comment ? comment.index : undefined);
    if (/^\s*[{[&*|>]/.test(rest)) return undefined;
    const lead = rest.length - rest.trimStart().length;
    const trimmed = rest.trim();
    const quoted = /^["']/.test(trimmed) ? 1 : 0;
    const start = line.after + (trimmed === '' ? offset - line.after : lead);
    const written = trimmed.replace(/^(["'])(.*?)\1?$/, '$2');
    const from = start + quoted;
    return {
      at: 'value',
      path: [...parents, line.key],
      written,
      span: { start: from, end: from + written.length },
      beside: [],
      hasColon: true,
    };
  }
  const start = line.key === '' ? offset : line.keyStart;
  // Further in than the line before allows: the spaces are the cursor's.
  const above = line.key === '' ? parentsAt(lines, index, offset - line.start) : parents;
  return {
    at: 'key',
    path: above,
    written: line.key,
    span: { start, end: start + line.key.length },
    beside: lines.flatMap((one, i) =>
      i !== index && one.key !== '' && same(parentsOf(lines, i), above) ? [one.key] : [],
    ),
    hasColon: line.after !== undefined,
  };
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const whole of text.split('\n')) {
    const [, spaces = '', written = '', colon] = LINE.exec(whole.replace(/\r$/, '')) ?? [];
    const quote = /^["']/.test(written) ? 1 : 0;
    const key = quote ? written.slice(1, -1) : written.trimEnd();
    const keyStart = start + spaces.length + quote;
    const after = colon === undefined ? undefined : start + spaces.length + written.length + colon.length;
    lines.push({ start, indent: spaces.length, key, keyStart, after });
    start += whole.length + 1;
  }
  return lines;
}

const parentsOf = (lines: readonly Line[], index: number): readonly string[] =>
  parentsAt(lines, index, lines[index]!.indent);

/** Keys of the tables that a line of this indentation stands in. */
function parentsAt(lines: readonly Line[], index: number, indent: number): readonly string[] {
  const parents: string[] = [];
  let within = indent;
  for (let i = index - 1; i >= 0 && within > 0; i--) {
    const { key, indent: own, after } = lines[i]!;
    if (key === '' || after === undefined || own >= within) continue;
    parents.unshift(key);
    within = own;
  }
  return parents;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);
