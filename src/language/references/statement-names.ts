/** The names of a statement as binding resolves them: bound once more with a recorder, and kept as long as its meaning stays. */
import type { Statement } from '../analyze.ts';
import type { Name, StatementNames } from '../names/record/name.ts';
import { NameRecorder } from '../names/record/recorder.ts';
import { reporter } from '../names/report.ts';
import { bindStatement } from '../names/statement/bind-statement.ts';
import type { Located, Workspace } from '../workspace/workspace.ts';

interface Known {
  readonly names: StatementNames;
  /** Of the workspace when they were bound. */
  readonly revision: number;
}

/** By what a statement means, which stays the same object while it only moves; by the statement itself where it cannot be read. */
const known = new WeakMap<object, Known>();
const homes = new WeakMap<Name, { readonly path: string; readonly key: object }>();

const keyOf = (statement: Statement): object => statement.meaning ?? statement;

/** The statement that speaks of a name first, which makes what it declares. */
export function homeOf(workspace: Workspace, name: Name): Located | undefined {
  const home = homes.get(name);
  const statement = home && workspace.statementsOf(home.path).find(one => keyOf(one) === home.key);
  return home && statement && { path: home.path, statement };
}

/** Also of a statement with errors, as far as its tree goes. Positions count from where the statement's text begins. */
export function statementNames(workspace: Workspace, located: Located): StatementNames {
  const { path, statement } = located;
  const key = keyOf(statement);
  const before = known.get(key);
  // Nothing tells when what cannot be read would refer to something else: then it holds until anything changes.
  if (before && (statement.meaning || before.revision === workspace.revision)) return before.names;
  const recorder = new NameRecorder();
  const node = statement.syntax.statement;
  try {
    if (node) bindStatement(node, workspace.environmentOf(path), reporter(0, [], recorder));
  } catch (error) {
    // Queries inside queries may come to the end of the stack: what was noted on the way is right.
    if (!(error instanceof RangeError)) throw error;
  }
  const { names } = recorder;
  known.set(key, { names, revision: workspace.revision });
  for (const name of [...names.occurrences.map(one => one.name), ...names.implied])
    if (!homes.has(name)) homes.set(name, { path, key });
  return names;
}
