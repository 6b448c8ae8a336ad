/** Whether texts still mean the same after names were changed: every place the same thing, the same types, no new findings. */
import type { Statement } from '../analyze.ts';
import type { BoundStatement } from '../names/bound.ts';
import type { Name } from '../names/record/name.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { applied, byFile, type FileEdit, movedBy } from './edits.ts';
import { identityOf } from './identity.ts';
import { statementNames } from './statement-names.ts';

export interface Change {
  readonly from: readonly string[];
  readonly to: string;
}

interface Said {
  readonly names: readonly (readonly [start: number, name: Name])[];
  readonly types: readonly string[];
  /** Of each statement, what its output columns are called. */
  readonly outputs: readonly (readonly string[])[];
  readonly findings: readonly Diagnostic[];
}

/**
 * Tries the edits in the workspace and takes them back.
 * @param change output columns may be called by the new name instead of an old one
 * @param paths files that may speak of the names, besides those that are edited
 * @returns what would be otherwise, in words; undefined when nothing would
 */
export function changeOfMeaning(
  workspace: Workspace,
  edits: readonly FileEdit[],
  paths: Iterable<string>,
  change: Change,
): string | undefined {
  const files = byFile(edits);
  const looked = [...new Set([...files.keys(), ...paths])].filter(path => workspace.text(path) !== undefined);
  const texts = new Map(looked.map(path => [path, workspace.text(path)!]));
  const before = looked.map(path => said(workspace, path));
  try {
    for (const [path, own] of files) workspace.setFile(path, applied(texts.get(path) ?? '', own));
    const after = looked.map(path => said(workspace, path));
    return outputChange(before, after, change) ?? difference(looked, before, after, files);
  } finally {
    for (const path of files.keys()) workspace.setFile(path, texts.get(path) ?? '');
  }
}

function said(workspace: Workspace, path: string): Said {
  const statements = workspace.statementsOf(path);
  return {
    names: statements.flatMap(statement =>
      statementNames(workspace, { path, statement }).occurrences.map(
        ({ span, name }) => [span.start + statement.offset, identityOf(workspace, path, name)] as const,
      ),
    ),
    types: statements.map(typesOf),
    outputs: statements.map(({ meaning }) =>
      meaning?.kind === 'query' ? meaning.query.items.map(one => one.name) : [],
    ),
    findings: workspace.analysis(path)?.diagnostics ?? [],
  };
}

const typesOf = ({ meaning }: Statement): string => JSON.stringify(meaning && shapeOf(meaning));

function shapeOf(meaning: BoundStatement): unknown {
  switch (meaning.kind) {
    case 'source':
      return meaning.relation.columns.map(column => column.type);
    case 'query':
      return meaning.query.items.map(item => item.expression.type);
    case 'values':
      return meaning.rows.map(row => row.map(value => value.type));
    case 'explain':
      return shapeOf(meaning.statement);
    default:
      return meaning.kind;
  }
}

function difference(
  paths: readonly string[],
  before: readonly Said[],
  after: readonly Said[],
  files: ReadonlyMap<string, readonly FileEdit[]>,
): string | undefined {
  const forward = new Map<Name, Name>();
  const back = new Map<Name, Name>();
  for (const [i, path] of paths.entries()) {
    const added = newFinding(before[i]!.findings, after[i]!.findings);
    if (added) return added.message;
    if (before[i]!.types.join('\n') !== after[i]!.types.join('\n')) return 'the type of a column would be another';
    const move = movedBy(files.get(path) ?? []);
    const there = new Map<number, Name[]>();
    for (const [start, name] of after[i]!.names) there.set(start, [...(there.get(start) ?? []), name]);
    const passed = new Map<number, number>();
    for (const [start, name] of before[i]!.names) {
      const place = passed.get(start) ?? 0;
      passed.set(start, place + 1);
      const now = there.get(move(start))?.[place];
      if (!now || (forward.get(name) ?? now) !== now || (back.get(now) ?? name) !== name)
        return `'${name.name}' would mean something else at one place`;
      forward.set(name, now);
      back.set(now, name);
    }
  }
  return undefined;
}

/** An output column that gets a name nobody asked for: `*` calls columns after their relations where two have one name. */
function outputChange(before: readonly Said[], after: readonly Said[], { from, to }: Change): string | undefined {
  const isAsked = (old: string, now: string): boolean =>
    old === now || from.some(one => (old === one && now === to) || old.replace(`_${one}`, `_${to}`) === now);
  for (const [i, { outputs }] of before.entries())
    for (const [j, names] of outputs.entries())
      for (const [k, old] of names.entries()) {
        const now = after[i]?.outputs[j]?.[k];
        if (now !== undefined && !isAsked(old, now)) return `the output column '${old}' would be called '${now}'`;
      }
  return undefined;
}

/** A finding of a rule that had fewer before; one that says what was not said before, if there is any. */
function newFinding(before: readonly Diagnostic[], after: readonly Diagnostic[]): Diagnostic | undefined {
  const counts = new Map<string, number>();
  for (const { rule } of before) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  for (const { rule } of after) counts.set(rule, (counts.get(rule) ?? 0) - 1);
  const more = after.filter(({ rule }) => (counts.get(rule) ?? 0) < 0);
  const said = new Set(before.map(one => one.message));
  return more.find(one => !said.has(one.message)) ?? more[0];
}
