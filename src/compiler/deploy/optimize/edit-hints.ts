/** Changed hints in the text of a SQL file: where they stand, else above the statements they are for. */
import { analyze, type Statement } from '../../../language/analyze.ts';
import { attachHints, type HintScope } from '../../../language/hints/attach.ts';
import type { HintLine } from '../../../language/text/scan.ts';
import { hintedSql } from '../current/hinted-sql.ts';
import type { Change } from './advise.ts';

export interface SpecChanges {
  /** Names of the queries of the deployment. */
  readonly queries: readonly string[];
  readonly changes: readonly Change[];
}

/** A value that stands in the file is replaced; all else stays, comments behind it too. */
export function editHints(text: string, deployments: readonly SpecChanges[]): string {
  const edits = new Map<number, { readonly line: HintLine; readonly to: string }>();
  for (const { scope, change } of wanted(text, deployments)) {
    const line = lineFor(scope, change, deployments.length);
    if (line) edits.set(line.span.start, { line, to: change.to });
  }
  const replaced = [...edits.values()]
    .toSorted((a, b) => b.line.span.start - a.line.span.start)
    .reduce((done, { line, to }) => {
      const { start, end } = line.valueSpan!;
      return done.slice(0, start) + to + done.slice(end);
    }, text);

  const missing = wanted(replaced, deployments).filter(
    ({ scope, change }) => scope.effective.get(change.key)?.value !== change.to,
  );
  const placed = [...Map.groupBy(missing, ({ statement }) => statement)].map(([statement, all]) => ({
    at: statement.span.start,
    proposals: all.map(({ change }) => ({ key: change.key, value: change.to, why: change.why })),
  }));
  return hintedSql(replaced, placed);
}

interface Wanted {
  readonly statement: Statement;
  readonly scope: HintScope;
  readonly change: Change;
}

function wanted(text: string, deployments: readonly SpecChanges[]): readonly Wanted[] {
  const { pieces, statements } = analyze(text, { bounded: false });
  const { scopes } = attachHints(pieces);
  return statements.flatMap(statement => {
    const { bound, piece } = statement;
    const scope = scopes.find(one => one.piece === piece);
    if (bound?.kind !== 'query' || !scope) return [];
    const own = deployments.find(({ queries }) => queries.includes(bound.target));
    return (own?.changes ?? []).map(change => ({ statement, scope, change }));
  });
}

/** The file's own hint is changed only where one deployment is all there is: others keep theirs. */
function lineFor(scope: HintScope, { key }: Change, deployments: number): HintLine | undefined {
  const line = scope.effective.get(key);
  if (!line?.valueSpan || line.value?.includes('${')) return undefined;
  return scope.own.includes(line) || deployments === 1 ? line : undefined;
}
