/** Holds on to a statement while the text around it is edited: by the line it begins on. */
import type { StatementEntry } from '../../../language-server/protocol.ts';

/** As an editor tells of an edit: lines from 0. */
interface LineChange {
  readonly startLine: number;
  readonly endLine: number;
  readonly endCharacter: number;
  /** Line breaks in what stands there now. */
  readonly breaks: number;
}

/** Where the line is after the edit; one inside of what was replaced goes to its beginning. */
export function movedLine(line: number, { startLine, endLine, endCharacter, breaks }: LineChange): number {
  const before = endLine < line || (endLine === line && (endCharacter === 0 || startLine < line));
  return before ? line + breaks - (endLine - startLine) : Math.min(line, startLine);
}

/** The statement around the line; behind the last one, that one. */
export const statementAt = (statements: readonly StatementEntry[], line: number): StatementEntry | undefined =>
  statements.find(({ range }) => range.start.line <= line && line <= range.end.line) ??
  statements.find(({ range }) => line <= range.start.line) ??
  statements.at(-1);
