/** The statements of a file that a graph can be made of: those that run on, and what EXPLAIN asks about. */
import type { Statement } from '../../language/analyze.ts';
import type { GraphStatement } from './graph.ts';

/** Also those with errors, as far as they are understood. */
export const statementsToExplain = (statements: readonly Statement[]): readonly GraphStatement[] =>
  statements.flatMap(({ index, offset, span, meaning }) => {
    const write = meaning?.kind === 'explain' ? meaning.statement : meaning;
    return write?.kind === 'query' ? [{ index, offset, span, write }] : [];
  });
