/** Diagnostics as text for people, JSON and SARIF for programs, or workflow commands for GitHub. */
import type { RuleDescription } from '../../src/language/rules/define.ts';
import type { Diagnostic } from '../../src/language/text/diagnostic.ts';
import { asGithub } from './diagnostics/github.ts';
import { asJson } from './diagnostics/json.ts';
import { asSarif } from './diagnostics/sarif.ts';
import { asText } from './diagnostics/text.ts';

export const DIAGNOSTIC_FORMATS = ['text', 'json', 'sarif', 'github'] as const;
type DiagnosticFormat = (typeof DIAGNOSTIC_FORMATS)[number];

/** `--format` of every command that tells findings. */
export const DIAGNOSTIC_FORMAT_FLAG = {
  value: 'FORMAT',
  short: 'f',
  doc: 'how findings are written',
  allowed: DIAGNOSTIC_FORMATS,
  default: 'text',
} as const;

export interface CheckedFile {
  /** As the user named it. */
  readonly name: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface About {
  /** Program that found them. */
  readonly tool: string;
  readonly version: string;
  /** The rules it ran: what SARIF describes. */
  readonly rules: readonly RuleDescription[];
  readonly color: boolean;
  /** Address of the folder that holds `docs/`, ending with a slash; undefined where the pages are not installed. */
  readonly pages?: string | undefined;
  /** Of a file that is not checked itself and in which related places are; absent, or undefined: it is not known. */
  readonly textOf?: (name: string) => string | undefined;
}

/** Ends with a line break unless there is nothing to say. JSON and SARIF are whole documents, also without findings. */
export function renderDiagnostics(files: readonly CheckedFile[], format: DiagnosticFormat, about: About): string {
  if (format === 'json') return asJson(files, about);
  if (format === 'sarif') return asSarif(files, about);
  if (format === 'github') return asGithub(files);
  return asText(files, about);
}
