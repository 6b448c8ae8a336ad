/** The window of one run: rows as they arrive, figures, Stop. Closing it stops the run. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { panelPage } from './panel-page.ts';
import type { PanelAnswer, PanelUpdate } from './panel-protocol.ts';
import { MOST_ROWS, type Run } from './run.ts';

/** Shortest time between two updates, in milliseconds: 20 a second look fluent. */
const PACE = 50;
/** Rows in a millisecond that a panel is sent at most: what flies by faster cannot be read, and would cost the editor. */
const FASTEST = 20;
/** How often an idle panel is told its figures, in milliseconds. */
const BEAT = 250;

export const PANEL_TYPE = 'ferris.run';

export interface PanelText {
  readonly title: string;
  /** Where it runs, short. */
  readonly place: string;
}

export interface RunPanel {
  readonly window: vscode.WebviewPanel;
  /** The run has changed: show it soon. */
  changed(): void;
}

/** @param extension its folder: `media` has the panel's script and style */
export function openRunPanel(
  extension: vscode.Uri,
  column: vscode.ViewColumn,
  text: PanelText,
  run: () => Run | undefined,
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
  let sentRows = 0;
  let lastCount = 0;
  let sentMessages = 0;
  /** Whether the panel is there and has shown what it was sent last. */
  let free = false;
  let waiting: NodeJS.Timeout | undefined;
  let lastSent = 0;
  let stale = true;

  const send = (reset: boolean): void => {
    const current = run();
    if (!current) return;
    if (reset) sentRows = sentMessages = 0;
    const { first, lines } = current.rows.since(sentRows);
    const update: PanelUpdate = {
      reset,
      ...text,
      state: current.state,
      failure: current.failure,
      elapsed: current.elapsed(),
      rowsPerSecond: current.rowsPerSecond(),
      schema: current.schema,
      progress: current.progress,
      total: current.rows.total,
      most: MOST_ROWS,
      first,
      rows: lines,
      messages: current.messageCount === sentMessages ? undefined : current.messages,
    };
    sentRows = current.rows.total;
    lastCount = lines.length;
    sentMessages = current.messageCount;
    free = stale = false;
    lastSent = performance.now();
    void webview.postMessage(update);
  };
  const sendSoon = (): void => {
    if (!free || !stale || waiting) return;
    const pause = Math.max(0, Math.max(PACE, lastCount / FASTEST) - (performance.now() - lastSent));
    waiting = setTimeout(() => {
      waiting = undefined;
      if (free) send(false);
    }, pause);
  };
  const beat = setInterval(() => {
    const current = run();
    if (current && !current.isOver()) stale = true;
    sendSoon();
  }, BEAT);
  webview.onDidReceiveMessage(({ kind }: PanelAnswer) => {
    if (kind === 'stop') run()?.stop();
    else if (kind === 'ready') send(true);
    else {
      free = true;
      sendSoon();
    }
  });
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
    changed() {
      stale = true;
      sendSoon();
    },
  };
}
