/** Renaming a thing everywhere, so that all files mean what they meant; or why that cannot be. */
import { written } from '../assist/actions/name-text.ts';
import type { Name } from '../names/record/name.ts';
import { nameOf } from '../names/text-of.ts';
import { type Span, shift } from '../text/span.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { byFile, type FileEdit } from './edits.ts';
import { mentioning, nameAt, placesOf } from './find.ts';
import { identityOf } from './identity.ts';
import { keepTopic } from './keep-topic.ts';
import { refusalOf, taken } from './refuse-rename.ts';
import { changeOfMeaning } from './same-meaning.ts';
import { homeOf, statementNames } from './statement-names.ts';

export type Renaming<Result> = Result | { readonly refused: string };

/** What a rename at a position would change: the word there, and the name that stands for it. */
export function prepareRename(
  workspace: Workspace,
  path: string,
  offset: number,
): Renaming<{ readonly span: Span; readonly name: string }> {
  const found = nameAt(workspace, path, offset);
  if (!found) return { refused: 'there is no name of a stream, column, alias, window, function or job here' };
  const refused = refusalOf(workspace, found.names);
  if (refused !== undefined) return { refused };
  const text = workspace.text(path)?.slice(found.span.start, found.span.end) ?? '';
  return { span: found.span, name: nameOf(text) };
}

/** @param wanted the new name; back quotes are put around it where it needs them */
export function rename(
  workspace: Workspace,
  path: string,
  offset: number,
  wanted: string,
): Renaming<{ readonly edits: readonly FileEdit[] }> {
  const prepared = prepareRename(workspace, path, offset);
  if ('refused' in prepared) return prepared;
  const found = nameAt(workspace, path, offset);
  const name = nameOf(wanted.trim());
  if (name === '' || /[\r\n]/.test(name))
    return { refused: `'${wanted}' is no name: it is empty or has several lines` };
  if (!found || name === prepared.name) return { edits: [] };
  const clash = taken(workspace, path, found.names[0]!, name);
  if (clash !== undefined) return { refused: clash };
  const names = withTied(workspace, found.names);
  const refused = refusalOf(workspace, names);
  if (refused !== undefined) return { refused: `USING makes it one with another column: ${refused}` };
  const edits = editsFor(workspace, names, name);
  // No other file can mean the old name or the new one.
  const others = [...names.map(one => one.name), name].flatMap(word => workspace.mentioning(word).map(one => one.path));
  const change = changeOfMeaning(workspace, edits, others, { from: names.map(one => one.name), to: name });
  return change === undefined ? { edits } : { refused: `'${name}' would not mean the same: ${change}` };
}

/** With the columns that USING makes one with them, through all statements. */
function withTied(workspace: Workspace, names: readonly Name[]): readonly Name[] {
  const all = new Set(names);
  for (const located of mentioning(workspace, names))
    for (const pair of statementNames(workspace, located).tied) {
      const both = pair.map(one => identityOf(workspace, located.path, one));
      if (both.some(one => all.has(one))) for (const one of both) all.add(one);
    }
  return all.size > names.length ? withTied(workspace, [...all]) : names;
}

function editsFor(workspace: Workspace, names: readonly Name[], name: string): readonly FileEdit[] {
  const edits: FileEdit[] = placesOf(workspace, names).map(({ path, span, quoted }) => ({
    path,
    span,
    text: quoted ? name.replaceAll("'", "''") : written(name),
  }));
  const renamed = new Set(names);
  for (const located of mentioning(workspace, names)) {
    const { path, statement } = located;
    const isRenamed = (one: Name | undefined): boolean =>
      one !== undefined && renamed.has(identityOf(workspace, path, one));
    for (const implied of statementNames(workspace, located).implied) {
      const { unnamed, prefixed } = implied;
      if (prefixed && isRenamed(prefixed.from))
        for (const place of placesOf(workspace, [implied]))
          edits.push({ ...place, text: written(`${prefixed.qualifier}_${name}`) });
      if (!unnamed) continue;
      const itself = renamed.has(implied);
      const follows = isRenamed(unnamed.from);
      // A column that was called after what is renamed keeps its name; one that is renamed gets a name of its own.
      if (itself === follows || (follows && !unnamed.seen)) continue;
      const at = shift({ start: unnamed.end, end: unnamed.end }, statement.offset);
      edits.push({ path, span: at, text: ` AS ${written(itself ? name : implied.name)}` });
    }
  }
  for (const one of names) {
    const home = one.kind === 'relation' ? homeOf(workspace, one) : undefined;
    const topic = home && keepTopic(home, workspace.text(home.path) ?? '');
    if (topic) edits.push(topic);
  }
  // What is bound twice is told twice.
  const once = new Map(edits.map(edit => [`${edit.path} ${edit.span.start} ${edit.text}`, edit]));
  return [...byFile([...once.values()]).values()].flat();
}
