/** What cannot be renamed, and why. */
import type { Name } from '../names/record/name.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { declarationsOf } from './declaration.ts';
import { placesOf } from './find.ts';
import { saysTopic } from './keep-topic.ts';
import { homeOf, statementNames } from './statement-names.ts';

/** Undefined where nothing is against it. */
export function refusalOf(workspace: Workspace, names: readonly Name[]): string | undefined {
  for (const name of names) {
    const reason = reasonAgainst(workspace, name);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function reasonAgainst(workspace: Workspace, name: Name): string | undefined {
  const called = `'${name.name}'`;
  if (name.kind === 'builtin') return `${name.name} is a function of the language`;
  if (name.file)
    return `${called} is declared in the schema file ${lastPart(name.file.path)}: what is renamed there is renamed here`;
  if (name.prefixed)
    return `${called} is what * calls '${name.prefixed.from.name}' of '${name.prefixed.qualifier}': name the columns instead of *`;
  const shared = name.kind === 'column' ? writtenByMany(workspace, name) : undefined;
  if (shared !== undefined)
    return `${called} is a column of '${shared}', which several statements write and none declares: CREATE STREAM ${shared} declares it`;
  if (name.unnamed) return undefined;
  if (name.kind === 'relation' && !isDeclared(workspace, name) && !isLocal(workspace, name))
    return `${called} is the name of a topic, and other programs may use it: CREATE STREAM ${name.name} … WITH ('topic' = '${name.name}') gives it a name of its own`;
  if (name.kind === 'job' && writesOwnTopic(workspace, name))
    return `the job ${called} writes to the topic of its name: say INTO a stream in it first`;
  if (name.kind === 'column' && !isDeclared(workspace, name))
    return name.of
      ? `${called} is a field of the records of '${name.of.name}', which does not declare it`
      : `${called} is not written anywhere: give it a name first`;
  return undefined;
}

/** The undeclared relation with several writers that an output column is of. */
function writtenByMany(workspace: Workspace, name: Name): string | undefined {
  const home = homeOf(workspace, name);
  const meaning = home?.statement.meaning;
  if (!home || meaning?.kind !== 'query' || meaning.bare || meaning.into) return undefined;
  const declared = workspace.declaring(meaning.target, home.path)?.statement.syntax.statement?.$type === 'Create';
  if (declared || workspace.writersOf(meaning.target, home.path).length < 2) return undefined;
  return statementNames(workspace, home).column(name.name) === name ? meaning.target : undefined;
}

const isDeclared = (workspace: Workspace, name: Name): boolean =>
  declarationsOf(workspace, [name]).length > 0 && (name.kind !== 'relation' || declaredByCreate(workspace, name));

/** Nothing declares it, and all statements that speak of it say which topic they mean by it. */
const isLocal = (workspace: Workspace, name: Name): boolean =>
  placesOf(workspace, [name]).every(({ located }) => saysTopic(located, name.name));

/** A relation's own object is that of its declaration; what is only written to shares one. */
const declaredByCreate = (workspace: Workspace, name: Name): boolean => {
  const node = homeOf(workspace, name)?.statement.syntax.statement;
  const inner = node?.$type === 'StartJob' || node?.$type === 'DeployJob' ? node.statement : node;
  return inner?.$type === 'Create' || (node?.$type === 'Explain' && node.statement?.$type === 'Create');
};

const writesOwnTopic = (workspace: Workspace, name: Name): boolean =>
  workspace.mentioning(name.name).some(({ statement: { meaning } }) => {
    if (meaning?.kind !== 'query') return false;
    const is = (other: string | undefined) => other?.toLowerCase() === name.name.toLowerCase();
    return is(meaning.job?.name) && is(meaning.target) && is(meaning.topic);
  });

/** Whether another thing of that kind has the name already, in words. */
export function taken(workspace: Workspace, path: string, name: Name, wanted: string): string | undefined {
  const same = wanted.toLowerCase() === name.name.toLowerCase();
  if (same) return undefined;
  const other =
    name.kind === 'relation'
      ? workspace.declaring(wanted, path)
      : name.kind === 'function'
        ? workspace.declaringFunction(wanted, path)
        : undefined;
  if (other)
    return `there is a ${name.kind === 'relation' ? 'stream or table' : 'function'} '${wanted}' already, in ${lastPart(other.path)}`;
  return undefined;
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
