/** The window of one run: rows as they arrive, figures, charts, Stop. Closing it stops the run. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { saveRows } from './export.ts';
import { MOST_ROWS } from './most-rows.ts';
import { panelPage } from './panel-page.ts';
import type { ExportFormat, PanelAnswer, PanelRequest } from './panel-protocol.ts';
import type { Run } from './run.ts';
import type { Sample } from './samples.ts';

/** Shortest time between two updates, in milliseconds: 20 a second look fluent. */
const PACE = 50;
/** The same for updates that are full: nobody reads so fast, and drawing them costs the editor time for keys. */
const FULL_PACE = 120;
/** Bytes of rows in an update: what is larger keeps the editor from reading keys. */
const MOST_BYTES = 256 * 1024;
/** How often an idle panel is told its figures, in milliseconds. */
const BEAT = 250;

const PANEL_TYPE = 'ferris.run';

interface PanelText {
  readonly title: string;
  /** Where it runs, short. */
  readonly place: string;
  readonly writes: boolean;
}

export interface RunPanel {
  readonly window: vscode.WebviewPanel;
  /** The run has changed: show it soon. */
  changed(): void;
  /** Asks for a format and a file, and saves there what the panel shows. */
  exportRows(): Promise<void>;
}

/**
 * @param extension its folder: `media` has the panel's script and style
 * @param open shows a place in the SQL, both numbers from 1
 */
export function openRunPanel(
  extension: vscode.Uri,
  column: vscode.ViewColumn,
  text: PanelText,
  run: () => Run | undefined,
  open: (line: number, column: number) => void,
): RunPanel {
  const media = vscode.Uri.joinPath(extension, 'media');
  const window = vscode.window.createWebviewPanel(
    PANEL_TYPE,
    text.title,
    { viewColumn: column, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [media] },
  );
  window.iconPath = vscode.Uri.joinPath(extension, 'icons/ferris-sql.svg');
  const { webview } = window;
  let sentBlocks = 0;
  let sentMessages = 0;
  let sentSamples: readonly Sample[] | undefined;
  /** Whether the panel is there and has shown what it was sent last. */
  let free = false;
  let waiting: NodeJS.Timeout | undefined;
  let lastSent = 0;
  let stale = true;
  let pace = PACE;
  let exported: ((text: string) => void) | undefined;

  const post = (request: PanelRequest): void => void webview.postMessage(request);
  const send = (reset: boolean): void => {
    const current = run();
    if (!current) return;
    if (reset) {
      sentBlocks = sentMessages = 0;
      sentSamples = undefined;
    }
    const { blocks, next } = current.rows.since(sentBlocks, MOST_BYTES);
    const { samples } = current;
    post({
      kind: 'update',
      reset,
      ...text,
      state: current.state,
      failure: current.failure,
      elapsed: current.elapsed(),
      rowsPerSecond: current.rowsPerSecond(),
      schemas: current.schemas,
      progress: current.progress,
      samples: samples === sentSamples ? undefined : samples,
      totals: current.rows.totals,
      most: MOST_ROWS,
      blocks,
      messages: current.messageCount === sentMessages ? undefined : current.messages,
    });
    sentBlocks = next;
    sentSamples = samples;
    sentMessages = current.messageCount;
    free = false;
    stale = next < current.rows.next;
    pace = blocks.reduce((sum, { lines }) => sum + lines.length, 0) < MOST_BYTES / 4 ? PACE : FULL_PACE;
    lastSent = performance.now();
  };
  const sendSoon = (): void => {
    if (!free || !stale || waiting) return;
    waiting = setTimeout(
      () => {
        waiting = undefined;
        if (free) send(false);
      },
      Math.max(0, pace - (performance.now() - lastSent)),
    );
  };
  const beat = setInterval(() => {
    const current = run();
    if (current && !current.isOver()) stale = true;
    sendSoon();
  }, BEAT);
  const exportRows = (): Promise<void> =>
    saveRows(
      text.title,
      (format: ExportFormat) =>
        new Promise(resolve => {
          exported = resolve;
          post({ kind: 'export', format });
        }),
    );
  const answered = (answer: PanelAnswer): void => {
    switch (answer.kind) {
      case 'ready':
        send(true);
        break;
      case 'shown':
        free = true;
        sendSoon();
        break;
      case 'stop':
        run()?.stop();
        break;
      case 'copy':
        void vscode.env.clipboard.writeText(answer.text);
        break;
      case 'export':
        void exportRows();
        break;
      case 'exported':
        exported?.(answer.text);
        break;
      case 'open':
        open(answer.line, answer.column);
    }
  };
  webview.onDidReceiveMessage(answered);
  // A hidden panel is thrown away by the editor, and says that it is ready when it is back.
  window.onDidChangeViewState(() => {
    if (!window.visible) free = false;
  });
  window.onDidDispose(() => {
    clearInterval(beat);
    clearTimeout(waiting);
    run()?.stop();
  });
  webview.html = panelPage({
    nonce: randomBytes(16).toString('base64'),
    source: webview.cspSource,
    script: webview.asWebviewUri(vscode.Uri.joinPath(media, 'run-panel.js')).toString(),
    style: webview.asWebviewUri(vscode.Uri.joinPath(media, 'run-panel.css')).toString(),
  });
  return {
    window,
    exportRows,
    changed() {
      stale = true;
      sendSoon();
    },
  };
}
