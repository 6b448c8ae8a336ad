/** The properties that a configuration file gives a relation, with those of the files that it extends. */

import type { Details, Reporter } from '../../names/report.ts';
import type { ConfigFound } from '../../names/statement/environment.ts';
import type { Span } from '../../text/span.ts';
import type { PropertyEntry } from '../define.ts';
import type { ConfigFile } from './read.ts';
import { CONFIG_FILE_RULE } from './rule.ts';

export type FindConfig = (written: string, from?: string) => ConfigFound;

export interface ReadFile {
  readonly file: ConfigFile;
  /** As the SQL file would write its path. */
  readonly written: string;
}

/** One property of a configuration file, as it is about a relation of a statement. */
export interface Configured {
  /** The relation; empty: what the statement's plain keys are about. */
  readonly of: string;
  readonly property: PropertyEntry;
  /** As it holds: paths are relative to the SQL file. */
  readonly value: string;
  /** As the SQL file would write it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Where SQL names the file. */
  readonly span: Span;
  /** False: SQL, or a nearer file, says it otherwise. */
  readonly counts: boolean;
}

/** All that configuration files say for one statement. */
export interface ConfiguredBy {
  readonly properties: readonly Configured[];
  /** Those that were read, each once. */
  readonly files: readonly { readonly written: string; readonly text: string; readonly span: Span }[];
}

/** More files than these after one another are a mistake. */
const MOST = 20;

/**
 * The file, what it extends, and so on: of the same property the first counts. What is wrong with the files is told where SQL names the first.
 * @param span of the value that names it
 */
export function configuredBy(
  written: string,
  span: Span,
  find: FindConfig,
  reporter: Pick<Reporter, 'report'>,
): readonly ReadFile[] {
  const files: ReadFile[] = [];
  const known = new Set<string>();
  if (written.includes('${')) {
    reporter.report(
      CONFIG_FILE_RULE,
      span,
      `'${written}' has a variable in it: which file it is must be known to plan`,
      {
        help: 'write the path itself; variables may stand in the values of the file',
      },
    );
    return files;
  }
  let next: Step | undefined = { written, shown: written };
  while (next) {
    const { shown, from, namedBy }: Step = next;
    const { path, file } = find(next.written, from);
    if (typeof file === 'string') {
      const told = WHY[file];
      const extending = namedBy === undefined ? '' : `, which '${namedBy}' extends`;
      if (told) reporter.report(CONFIG_FILE_RULE, span, `${told(shown)}${extending}`, DETAILS[file]);
      return files;
    }
    if (known.has(path) || known.size >= MOST) {
      reporter.report(CONFIG_FILE_RULE, span, `'${written}' extends itself, by way of '${shown}'`, {
        help: 'leave out one of the extends',
        related: [{ path, span: file.extends?.span ?? NOWHERE, message: 'extended here' }],
      });
      return files;
    }
    known.add(path);
    tell(file, shown, path, span, reporter);
    files.push({ file, written: shown });
    next = file.extends && {
      written: file.extends.written,
      shown: besideOf(shown, file.extends.written),
      from: path,
      namedBy: shown,
    };
  }
  return files;
}

const NOWHERE: Span = { start: 0, end: 0 };

interface Step {
  readonly written: string;
  /** As the SQL file would write it. */
  readonly shown: string;
  readonly from?: string;
  readonly namedBy?: string;
}

type Unread = Exclude<ConfigFound['file'], ConfigFile>;

const WHY: Readonly<Record<Unread, ((file: string) => string) | undefined>> = {
  unknown: undefined,
  missing: file => `there is no configuration file '${file}'`,
  outside: file => `'${file}' is outside of the workspace: the configuration file is not read`,
  linked: file => `'${file}' is a link to a file outside of the workspace: the configuration file is not read`,
};

const DETAILS: Readonly<Record<Unread, Details>> = {
  unknown: {},
  missing: {
    severity: 'warning',
    help: 'its path is relative to the folder of the file that names it; without it nothing that it says can hold',
  },
  outside: { help: 'name one in the folder of the SQL file or in the workspace, by its path from there' },
  linked: { help: 'put the file itself into the folder of the SQL file or into the workspace' },
};

/** The first thing that is wrong in it, errors before warnings; the others are told in the file itself. */
function tell(file: ConfigFile, shown: string, path: string, span: Span, reporter: Pick<Reporter, 'report'>): void {
  const first = file.findings.find(one => one.severity === 'error') ?? file.findings[0];
  if (!first) return;
  const line = file.text.slice(0, first.span.start).split('\n').length;
  const more = file.findings.length > 1 ? ` (and ${file.findings.length - 1} more)` : '';
  reporter.report(first.rule, span, `'${shown}', line ${line}: ${first.message}${more}`, {
    severity: first.severity,
    ...(first.help === undefined ? {} : { help: first.help }),
    related: [{ path, span: first.span, message: first.message }],
  });
}

/** A path that one file has, as the SQL file would write it. */
export function besideOf(file: string, written: string): string {
  if (written.startsWith('/') || !file.includes('/')) return written;
  return `${file.slice(0, file.lastIndexOf('/'))}/${written}`;
}
