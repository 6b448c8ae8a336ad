/** For people: place, message, and the line with a mark under what is meant. */
import type { Diagnostic, Severity } from '../../../src/language/text/diagnostic.ts';
import { type Lines, linesOf } from '../../../src/language/text/lines.ts';
import type { Span } from '../../../src/language/text/span.ts';
import type { About, CheckedFile } from '../diagnostics.ts';
import { fileOfRelated, type RelatedFile } from './related.ts';

const COLORS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36, hint: 36 };
/** Characters shown of a long line. */
const WIDTH = 160;

export function asText(files: readonly CheckedFile[], about: Pick<About, 'color' | 'textOf'>): string {
  const { color } = about;
  const paint = (code: number, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  let out = '';
  for (const file of files) {
    const { name, text, diagnostics } = file;
    if (diagnostics.length === 0) continue;
    const lines = linesOf(text);
    for (const diagnostic of diagnostics) {
      const { line, column } = lines.positionAt(diagnostic.span.start);
      const { severity, message, rule, help, related = [] } = diagnostic;
      out += `${paint(1, `${name}:${line + 1}:${column + 1}:`)} ${paint(COLORS[severity], severity)}: ${message} ${paint(2, `[${rule}]`)}\n`;
      out += excerpt(lines, diagnostic, mark => paint(COLORS[severity], mark));
      for (const other of related) {
        const there = fileOfRelated(files, file, other.path, about);
        out += `      note: ${other.message} (${placeIn(there, other.span)})\n`;
      }
      if (help) out += `      help: ${help}\n`;
    }
  }
  return out;
}

function placeIn({ name, text }: RelatedFile, { start }: Span): string {
  if (text === undefined) return name;
  const { line, column } = linesOf(text).positionAt(start);
  return `${name}:${line + 1}:${column + 1}`;
}

function excerpt(lines: Lines, { span }: Diagnostic, paint: (mark: string) => string): string {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  const whole = lines.textOf(start.line);
  const endColumn = end.line === start.line ? end.column : whole.length;
  const from = start.column > WIDTH - 20 ? start.column - 60 : 0;
  const shown = whole.slice(from, from + WIDTH);
  const length = Math.max(1, Math.min(endColumn, from + WIDTH) - start.column);
  const number = String(start.line + 1).padStart(4);
  const ahead = whole.slice(from, start.column).replace(/[^\t]/g, ' ');
  return `${number} | ${printable(shown)}\n     | ${ahead}${paint('^'.repeat(length))}\n`;
}

/** A file's control characters must not reach the terminal. */
const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be replaced
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\u00b7');
