/** The runs of this window, each with its panel. A panel that is closed stops its run. */
import os from 'node:os';
import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import type { StatementEntry } from '../../../language-server/protocol.ts';
import type { OpenRun } from '../api.ts';
import { folderFor, placeFor } from '../place/place-for.ts';
import { openRunPanel, type RunPanel } from './panel.ts';
import { startProblem } from './process.ts';
import { type Run, startRun } from './run.ts';

export interface OpenRuns {
  /** What kept it from starting; undefined when nothing did. */
  start(document: vscode.TextDocument, statement: StatementEntry): string | undefined;
  /** Stops the run whose panel is in front, else the one started last. */
  stopCurrent(): void;
  all(): readonly OpenRun[];
  /** Resolves when no process is left. */
  closeAll(): Promise<void>;
}

interface Entry extends OpenRun {
  readonly panel: RunPanel;
  readonly statement: number;
}

export function openRuns(extension: vscode.Uri): OpenRuns {
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
    start(document, statement) {
      const program = programFile(extension);
      const problem = startProblem(process.versions.node, program);
      if (problem) return problem;
      const uri = document.uri.toString();
      const again = [...entries].find(one => one.uri === uri && one.statement === statement.index && one.run.isOver());
      const column = again?.panel.window.viewColumn ?? columnOf(entries);
      again?.panel.window.dispose();

      const place = placeFor(document);
      const folder = folderOf(document);
      const title = titleOf(statement);
      let run: Run | undefined;
      let wasOver = false;
      const panel = openRunPanel(extension, column, { title, place: place.label }, () => run);
      run = startRun(
        {
          program,
          text: document.getText(),
          name: basename(document.uri.path),
          statement: statement.index,
          brokers: place.brokers,
          folder,
        },
        () => {
          panel.changed();
          if (run?.isOver() && !wasOver) {
            wasOver = true;
            tellMenus();
          }
        },
      );
      const entry: Entry = { title, uri, place: place.label, run, panel, statement: statement.index };
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
    all: () => [...entries],
    async closeAll() {
      const runs = [...leaving, ...[...entries].map(({ run }) => run)];
      for (const run of runs) run.stop();
      await Promise.all(runs.map(({ over }) => over));
    },
  };
}

/** What it makes; a bare SELECT makes nothing with a name. */
const titleOf = ({ kind, name, range }: StatementEntry): string =>
  name === undefined || kind === 'SELECT' || kind === 'WITH' ? `${kind}, line ${range.start.line + 1}` : name;

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
  return other || vscode.Uri.joinPath(extension, 'cli/ferris-sql.mjs').fsPath;
}
