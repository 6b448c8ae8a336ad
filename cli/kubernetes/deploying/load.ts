/** From a SQL file to its deployments: what is wrong in it, and what each deployment is. */
import { type Deployments, deploymentsOf } from '../../../src/compiler/deploy/deployments.ts';
import type { OutsideHints } from '../../../src/compiler/deploy/effective-hints.ts';
import { laterFindings } from '../../../src/compiler/plan/later.ts';
import type { Diagnostic } from '../../../src/language/text/diagnostic.ts';
import type { Piece } from '../../../src/language/text/scan.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';
import { readText } from '../../files.ts';
import type { Io } from '../../io.ts';
import { readConfigFiles } from '../../sql/config-files.ts';
import { readSchemaFiles } from '../../sql/schema-files.ts';

export interface LoadedFile {
  /** As the user named it. */
  readonly name: string;
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** How many hints are written in it. */
  readonly hints: number;
  /** Of the SQL, its hints and its deployments, in the order of the text; advice is left out. */
  readonly findings: readonly Diagnostic[];
  readonly specs: Deployments['specs'];
  readonly places: Deployments['places'];
}

/** Throws FileError when it, or a schema file that it names, cannot be read. */
export async function loadFile(file: string, outside: OutsideHints, io: Io): Promise<LoadedFile> {
  const { name, text } = await readText(file, io);
  const workspace = new Workspace({ bounded: false });
  workspace.setFile(name, text);
  await readConfigFiles(workspace, name, io);
  readSchemaFiles(workspace, name, io);
  const analysis = workspace.analysis(name)!;
  const { specs, places, findings } = deploymentsOf({
    file: name === '<stdin>' ? 'ferris-job.sql' : name,
    text,
    analysis,
    outside,
    variable: key => io.env[key],
  });
  // What cannot run yet is told, and does not keep a manifest from being looked at.
  const all = [...analysis.diagnostics, ...laterFindings(analysis, 'warning'), ...findings];
  return {
    name,
    text,
    pieces: analysis.pieces,
    hints: analysis.pieces.flatMap(piece => piece.hintBlocks.flatMap(block => block.lines)).length,
    findings: all
      .filter(one => one.severity !== 'info' && one.severity !== 'hint')
      .toSorted((a, b) => a.span.start - b.span.start),
    specs,
    places,
  };
}
