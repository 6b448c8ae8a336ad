/** The runs of this window, each with its panel. A panel that is closed stops its run. */
import os from 'node:os';
import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import type { OpenRun } from '../api.ts';
import { environmentFor } from '../place/kept-protection.ts';
import { folderFor, placeFor } from '../place/place-for.ts';
import { openRunPanel, type RunPanel } from './panel.ts';
import { startProblem } from './process.ts';
import { type Run, startRun } from './run.ts';

/** What is to be run of a document. */
export interface RunTarget {
  readonly title: string;
  /** The document's, or with less in it; lines and columns are the document's. */
  readonly text: string;
  /** Undefined: all of them. */
  readonly statement: number | undefined;
  /** Whether rows also go to the topics of their statements. */
  readonly writes: boolean;
}

export interface OpenRuns {
  /** What kept it from starting; undefined when nothing did. */
  start(document: vscode.TextDocument, target: RunTarget): Promise<string | undefined>;
  /** Saves what the panel in front shows, else the one opened last; false when there is none. */
  exportCurrent(): boolean;
  /** Stops the run whose panel is in front, else the one started last. */
  stopCurrent(): void;
  all(): readonly OpenRun[];
  /** Resolves when no process is left. */
  closeAll(): Promise<void>;
}

interface Entry extends OpenRun {
  readonly panel: RunPanel;
  readonly statement: number | undefined;
}

export function openRuns(extension: vscode.Uri, secrets: vscode.SecretStorage): OpenRuns {
  const entries = new Set<Entry>();
  /** Runs whose panel is closed but whose process may still be there. */
  const leaving = new Set<Run>();

  const say = (key: string, value: boolean): void => void vscode.commands.executeCommand('setContext', key, value);
  const tellMenus = (): void => {
    say(
      'ferris.queryRunning',
      [...entries].some(({ run }) => !run.isOver()),
    );
    say(
      'ferris.runPanelActive',
      [...entries].some(({ panel }) => panel.window.active),
    );
  };
  const closed = (entry: Entry): void => {
    entries.delete(entry);
    leaving.add(entry.run);
    void entry.run.over.then(() => leaving.delete(entry.run));
    tellMenus();
  };

  return {
    async start(document, { title, text, statement, writes }) {
      const program = programFile(extension);
      const problem = startProblem(process.versions.node, program);
      if (problem) return problem;
      const place = placeFor(document);
      const env = await environmentFor(secrets, place);
      const uri = document.uri.toString();
      const again = [...entries].find(one => one.uri === uri && one.statement === statement && one.run.isOver());
      const column = again?.panel.window.viewColumn ?? columnOf(entries);
      again?.panel.window.dispose();

      const folder = folderOf(document);
      let run: Run | undefined;
      let wasOver = false;
      const panel = openRunPanel(
        extension,
        column,
        { title, place: place.label, writes },
        () => run,
        (line, character) => void showAt(document.uri, line - 1, character - 1),
      );
      run = startRun(
        {
          program,
          text,
          name: basename(document.uri.path),
          statement,
          writes,
          brokers: place.brokers,
          folder,
          env,
        },
        () => {
          panel.changed();
          if (run?.isOver() && !wasOver) {
            wasOver = true;
            tellMenus();
          }
        },
      );
      const entry: Entry = { title, uri, place: place.label, run, panel, statement, show: () => panel.window.reveal() };
      entries.add(entry);
      panel.window.onDidChangeViewState(tellMenus);
      panel.window.onDidDispose(() => closed(entry));
      panel.changed();
      tellMenus();
      return undefined;
    },
    stopCurrent() {
      const running = [...entries].filter(({ run }) => !run.isOver());
      (running.find(({ panel }) => panel.window.active) ?? running.at(-1))?.run.stop();
    },
    exportCurrent() {
      const all = [...entries];
      const entry = all.find(({ panel }) => panel.window.active) ?? all.at(-1);
      void entry?.panel.exportRows();
      return entry !== undefined;
    },
    all: () => [...entries],
    async closeAll() {
      const runs = [...leaving, ...[...entries].map(({ run }) => run)];
      for (const run of runs) run.stop();
      await Promise.all(runs.map(({ over }) => over));
    },
  };
}

/** Both from 0. */
async function showAt(uri: vscode.Uri, line: number, character: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const there = vscode.window.visibleTextEditors.find(one => one.document === document);
  const editor = await vscode.window.showTextDocument(document, there?.viewColumn ?? vscode.ViewColumn.One);
  const place = document.validatePosition(new vscode.Position(line, character));
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Beside the SQL; where other runs are already, with them. */
function columnOf(entries: ReadonlySet<Entry>): vscode.ViewColumn {
  const columns = [...entries].map(({ panel }) => panel.window.viewColumn);
  return columns.findLast(column => column !== undefined) ?? vscode.ViewColumn.Beside;
}

/** What relative paths are relative to: the workspace folder, else the file's own, else the home folder. */
function folderOf(document: vscode.TextDocument): string {
  const folder = folderFor(document);
  if (folder) return folder.uri.fsPath;
  return document.uri.scheme === 'file' ? vscode.Uri.joinPath(document.uri, '..').fsPath : os.homedir();
}

function programFile(extension: vscode.Uri): string {
  const other = vscode.workspace.getConfiguration('ferris').get<string>('commandLinePath', '');
  return other || vscode.Uri.joinPath(extension, 'programs/ferris-sql.mjs').fsPath;
}
