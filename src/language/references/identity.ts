/** Which names of different statements are the same thing: each gets the one object that stands for it everywhere. */
import type { Name } from '../names/record/name.ts';
import type { Located, Workspace } from '../workspace/workspace.ts';
import { statementNames } from './statement-names.ts';

/** What has no declaration (topics, jobs, functions of the language), by kind and name; columns by their relation. */
const shared = new WeakMap<Workspace, Map<string, Name>>();
const columns = new WeakMap<Name, Map<string, Name>>();

/** @param path the file of the statement that the name was recorded in */
export function identityOf(workspace: Workspace, path: string, name: Name): Name {
  return identity(workspace, path, name, new Set());
}

function identity(workspace: Workspace, path: string, name: Name, passed: Set<Name>): Name {
  switch (name.kind) {
    case 'relation':
      return declaredIn(workspace, workspace.declaring(name.name, path), name) ?? sharedName(workspace, name);
    case 'function':
      return declaredIn(workspace, workspace.declaringFunction(name.name, path), name) ?? sharedName(workspace, name);
    case 'job':
    case 'builtin':
      return sharedName(workspace, name);
    case 'column':
      return name.of ? columnOf(workspace, path, name, name.of, passed) : name;
    default:
      return name;
  }
}

/** The object of its definition proper; what only comes into being by writing has none. */
function declaredIn(workspace: Workspace, where: Located | undefined, { kind, name }: Name): Name | undefined {
  const lower = name.toLowerCase();
  return (
    where &&
    statementNames(workspace, where).occurrences.find(
      one => one.kind === 'declaration' && one.name.kind === kind && one.name.name.toLowerCase() === lower,
    )?.name
  );
}

function columnOf(workspace: Workspace, path: string, name: Name, of: Name, passed: Set<Name>): Name {
  const where = workspace.declaring(of.name, path);
  const own = where && statementNames(workspace, where).column(name.name);
  if (own && own !== name && !passed.has(own)) return identity(workspace, where.path, own, passed.add(own));
  const relation = identity(workspace, path, of, passed);
  const known = columns.get(relation) ?? new Map<string, Name>();
  columns.set(relation, known);
  return firstOf(known, name.name, name);
}

function sharedName(workspace: Workspace, name: Name): Name {
  const names = shared.get(workspace) ?? new Map<string, Name>();
  shared.set(workspace, names);
  return firstOf(names, `${name.kind} ${name.name.toLowerCase()}`, name);
}

/** What was there first under a key stays. */
function firstOf(names: Map<string, Name>, key: string, name: Name): Name {
  const known = names.get(key) ?? name;
  names.set(key, known);
  return known;
}
