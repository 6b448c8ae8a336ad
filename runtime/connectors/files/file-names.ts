/** Names of the files that a relation is written to, and of those that are not complete yet. */
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FileSink } from '../../../src/compiler/plan/plan.ts';
import { isAlive } from '../is-alive.ts';
import { fileError } from '../refusals.ts';

export interface FileNames {
  readonly folder: string;
  /** Whether there are several, by number; else it is one. */
  readonly numbered: boolean;
  /** The whole path of a file; without a number of the only one. */
  whole(number: number): string;
  /** A new name beside it, which those who read the folder pass over. */
  beside(number: number): string;
  /** Numbers of the files that are there, ascending. */
  numbers(): readonly number[];
  /** Takes away what processes have left that are gone, except these. */
  clean(except: readonly string[]): void;
}

const DIGITS = 8;

/** @param at the whole path. @param ending of the files in a folder */
export function fileNames(sink: FileSink, at: string, ending: string): FileNames {
  const isFolder = /[\\/]$/.test(sink.path) || (statSync(at, { throwIfNoEntry: false })?.isDirectory() ?? false);
  const numbered = isFolder || sink.roll !== undefined;
  const folder = isFolder ? at : path.dirname(at);
  const extension = isFolder ? ending : (/(\.[^./\\]+)?\.gz$/i.exec(at)?.[0] ?? path.extname(at));
  const stem = `${sink.prefix ?? ''}${isFolder ? 'part' : path.basename(at, extension)}`;
  const nameOf = (number: number): string =>
    `${stem}${numbered ? `-${String(number).padStart(DIGITS, '0')}` : ''}${extension}`;
  const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const whole = new RegExp(`^${escaped(stem)}${numbered ? `-(\\d{${DIGITS},})` : ''}${escaped(extension)}$`);
  const unfinished = new RegExp(
    `^\\.${escaped(stem)}${numbered ? `-\\d{${DIGITS},}` : ''}${escaped(extension)}\\.(\\d+)-[0-9a-f]{8}\\.tmp$`,
  );

  function entries(): readonly string[] {
    try {
      return readdirSync(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw fileError('read', folder, error);
    }
  }

  return {
    folder,
    numbered,
    whole: number => path.join(folder, nameOf(number)),
    beside: number => path.join(folder, `.${nameOf(number)}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`),
    numbers: () =>
      entries()
        .flatMap(name => whole.exec(name)?.[1] ?? [])
        .map(Number)
        .sort((a, b) => a - b),
    clean(except) {
      for (const name of entries()) {
        const pid = unfinished.exec(name)?.[1];
        if (pid === undefined || except.includes(name) || (Number(pid) !== process.pid && isAlive(Number(pid))))
          continue;
        rmSync(path.join(folder, name), { force: true });
      }
    },
  };
}
