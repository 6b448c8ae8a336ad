/** Changed hints in the text of a SQL file: where they stand, else behind the others, else above the statements they are for. */
import { analyze, type Statement } from '../../../language/analyze.ts';
import { attachHints, type HintScope } from '../../../language/hints/attach.ts';
import type { HintLine } from '../../../language/text/scan.ts';
import { hintBlock, hintedSql } from '../current/hinted-sql.ts';
import type { Proposal } from '../current/propose.ts';
import type { Change } from './advise.ts';

export interface SpecChanges {
  /** Names of the queries of the deployment. */
  readonly queries: readonly string[];
  readonly changes: readonly Change[];
}

/** A value that stands in the file is replaced; all else stays, comments behind it too. */
export const editHints = (text: string, deployments: readonly SpecChanges[]): string =>
  [replaceValues, insertBehind, insertAbove].reduce((done, step) => step(done, deployments), text);

function replaceValues(text: string, deployments: readonly SpecChanges[]): string {
  const edits = missing(text, deployments).flatMap(({ scope, change }) => {
    const line = scope.effective.get(change.key);
    // The file's own hint is changed only where one deployment is all there is: others keep theirs.
    const theirs = line && (scope.own.includes(line) || deployments.length === 1);
    return theirs && line.valueSpan && !line.value?.includes('${') ? [{ ...line.valueSpan, to: change.to }] : [];
  });
  return [...new Map(edits.map(edit => [edit.start, edit])).values()]
    .toSorted((a, b) => b.start - a.start)
    .reduce((done, { start, end, to }) => done.slice(0, start) + to + done.slice(end), text);
}

function insertBehind(text: string, deployments: readonly SpecChanges[]): string {
  const lines = missing(text, deployments).flatMap(({ scope, file, change }) => {
    const last = scope.own.at(-1) ?? (deployments.length === 1 ? file.at(-1) : undefined);
    return last ? [{ at: last.span.end, ...proposalOf(change) }] : [];
  });
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return [...Map.groupBy(lines, ({ at }) => at)]
    .toSorted(([a], [b]) => b - a)
    .reduce((done, [at, own]) => {
      // Hints of the file are those of all its statements, and written once.
      const distinct = [...new Map(own.map(one => [one.key, one])).values()];
      const block = `\n${hintBlock(distinct).trimEnd()}`.replaceAll('\n', end);
      return done.slice(0, at) + block + done.slice(at);
    }, text);
}

function insertAbove(text: string, deployments: readonly SpecChanges[]): string {
  const placed = [...Map.groupBy(missing(text, deployments), ({ statement }) => statement.span.start)];
  return hintedSql(
    text,
    placed.map(([at, all]) => ({ at, proposals: all.map(({ change }) => proposalOf(change)) })),
  );
}

const proposalOf = ({ key, to, why }: Change): Proposal => ({ key, value: to, why });

interface Missing {
  readonly statement: Statement;
  readonly scope: HintScope;
  readonly file: readonly HintLine[];
  readonly change: Change;
}

/** What each statement still has otherwise. */
function missing(text: string, deployments: readonly SpecChanges[]): readonly Missing[] {
  const { pieces, statements } = analyze(text, { bounded: false });
  const { scopes, file } = attachHints(pieces);
  return statements.flatMap(statement => {
    const { bound, piece } = statement;
    const scope = scopes.find(one => one.piece === piece);
    if (bound?.kind !== 'query' || !scope) return [];
    const own = deployments.find(({ queries }) => queries.includes(bound.target));
    return (own?.changes ?? [])
      .filter(({ key, to }) => scope.effective.get(key)?.value !== to)
      .map(change => ({ statement, scope, file, change }));
  });
}
