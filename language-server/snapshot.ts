/** One document at one version, with what the language says of it beside the other files of the project. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../src/language/analyze.ts';
import type { Project } from './project/project.ts';

export interface Snapshot {
  readonly document: TextDocument;
  readonly version: number;
  readonly text: string;
  readonly analysis: Analysis;
  /** For what other files say: definitions, references. */
  readonly project: Project;
}
