/** Paths with *, ?, [a-z], {a,b} and ** → the files that there are, in the order of their names. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConnectorError } from '../port.ts';
import { fileError } from '../refusals.ts';

export interface Found {
  readonly files: readonly string[];
  /** Whether others may come: it is a folder or a pattern. */
  readonly open: boolean;
}

/**
 * @param folder what a relative path begins with
 * @returns paths as they are written, those of a pattern from the part that has no pattern in it on. Files whose names begin with
 * a dot or an underscore are left out, as Flink and Hive do: they are not finished, or about others.
 * Throws ConnectorError where the path, or the folder before its pattern, is not there.
 */
export function filesAt(written: string, folder: string, recursive: boolean): Found {
  const parts = written.split(/[\\/]+/);
  const first = parts.findIndex(part => /[*?[{]/.test(part));
  if (first < 0) {
    const stat = attempt(written, () => statSync(path.resolve(folder, written)));
    if (!stat.isDirectory()) return { files: [written], open: false };
    return { files: below(written.replace(/[\\/]+$/, ''), recursive ? [ANY_FOLDERS, ANY] : [ANY], folder), open: true };
  }
  const before = parts.slice(0, first).join('/') || (written.startsWith('/') ? '/' : '');
  const patterns = parts.slice(first).map(part => (part === '**' ? ANY_FOLDERS : patternOf(part)));
  attempt(written, () => readdirSync(path.resolve(folder, before)));
  return { files: below(before, patterns.at(-1) === ANY_FOLDERS ? [...patterns, ANY] : patterns, folder), open: true };
}

const ANY = /^[^._]/s;
const ANY_FOLDERS = 'any folders';
type Pattern = RegExp | typeof ANY_FOLDERS;

function below(before: string, patterns: readonly Pattern[], folder: string): readonly string[] {
  const found = new Set<string>();
  const visit = (at: string, [pattern, ...rest]: readonly Pattern[]): void => {
    if (pattern === undefined) return;
    if (pattern === ANY_FOLDERS) visit(at, rest);
    for (const entry of entriesOf(path.resolve(folder, at))) {
      const name = at === '' ? entry.name : at.endsWith('/') ? `${at}${entry.name}` : `${at}/${entry.name}`;
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isFolderAt(path.resolve(folder, name)));
      // A link may lead back to where it stands.
      if (pattern === ANY_FOLDERS) {
        if (entry.isDirectory() && !entry.name.startsWith('.')) visit(name, [pattern, ...rest]);
      } else if (!pattern.test(entry.name)) continue;
      else if (rest.length > 0) {
        if (isFolder) visit(name, rest);
      } else if (!isFolder) found.add(name);
    }
  };
  visit(before, patterns);
  return [...found].sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Gone meanwhile.
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw fileError('read', folder, error);
  }
}

const isFolderAt = (target: string): boolean => statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Of one part of a path. */
function patternOf(part: string): RegExp {
  let text = '';
  let braces = 0;
  for (let i = 0; i < part.length; i++) {
    const character = part[i]!;
    const end = character === '[' ? part.indexOf(']', i + 2) : -1;
    if (character === '*') text += '.*';
    else if (character === '?') text += '.';
    else if (end > 0) {
      const inside = part
        .slice(i + 1, end)
        .replaceAll('\\', '\\\\')
        .replaceAll('[', '\\[');
      text += `[${inside.replace(/^!/, '^')}]`;
      i = end;
    } else if (character === '{' && part.indexOf('}', i) > 0) {
      braces++;
      text += '(?:';
    } else if (character === '}' && braces > 0) {
      braces--;
      text += ')';
    } else if (character === ',' && braces > 0) text += '|';
    else text += character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  }
  try {
    return new RegExp(`^(?!${/^[*?[{]/.test(part) ? '[._]' : '$'})${text}$`, 's');
  } catch {
    throw new ConnectorError('unreadable', `'${part}' is no pattern of names: * stands for any characters, ? for one`);
  }
}

function attempt<T>(written: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fileError('read', written, error);
  }
}
