/** Reads one annotation line: `-- Version: 1.0.0`, `-- @job_mode: simple  # why`, with exact ranges. */
import type { Span } from '../text/span.ts';

/** `-- Key: value` and `-- @name: value` lines: descriptions and per-job settings. Which of them mean something the catalogue says. */
export interface Annotation {
  /** From `--` to the end of the line, without the line break. */
  readonly span: Span;
  /** With its `@`. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Trimmed; of an `@name` without the comment behind it. */
  readonly value: string;
  /** Empty and at the end of the line when the value is empty. */
  readonly valueSpan: Span;
  /** False for `-- @name value`, which is read by nobody. */
  readonly colon: boolean;
}

const WITH_COLON = /^--[ \t]*(@?[A-Za-z_][\w.-]*(?: [A-Za-z]\w*){0,2})[ \t]*:(?:[ \t]+|$)(.*)$/;
const WITHOUT_COLON = /^--[ \t]*(@[A-Za-z_][\w.-]*)(?:[ \t]+(.*))?$/;
/** What ends the value of an `@name`: a comment of its own. */
const COMMENT = /\s(?:#|--)(?=\s)/;

/**
 * Undefined for any other comment.
 *
 * @param comment from `--` to the end of the line, without the line break
 * @param offset where its `--` stands in the file
 */
export function parseAnnotation(comment: string, offset: number): Annotation | undefined {
  const colon = WITH_COLON.exec(comment);
  const match = colon ?? WITHOUT_COLON.exec(comment);
  if (!match) return undefined;
  const name = match[1]!;
  const rest = match[2] ?? '';
  const end = name.startsWith('@') ? (COMMENT.exec(` ${rest}`)?.index ?? rest.length) : rest.length;
  const value = rest.slice(0, end).trim();
  const nameStart = offset + comment.indexOf(name, 2);
  const lineEnd = offset + comment.length;
  const valueStart = value === '' ? lineEnd : lineEnd - rest.trimStart().length;
  return {
    span: { start: offset, end: lineEnd },
    name,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    value,
    valueSpan: { start: valueStart, end: valueStart + value.length },
    colon: colon !== null,
  };
}

/** Behind the value of a plain name: `1024 (reduced from 2048)`. */
export const REMARK = /\s*\([^()]*\)\s*$/;

/**
 * Whether a line without an `@` is a comment like any other, whatever its first word: it has no value, or several words
 * that do not begin with a number.
 */
export const isProse = ({ name, value }: Annotation): boolean => {
  const bare = value.replace(REMARK, '');
  return !name.startsWith('@') && (bare === '' || /^\D.*\s/.test(bare) || /^\d+(\s\S+){3}/.test(bare));
};
