/** A query over the records of the workspace's .jsonl files, in a worker's memory; its rows in a panel as they come. */
import * as vscode from 'vscode';
import type { StatementEntry } from '../../language-server/protocol.ts';
import type { RunMessage, RunRequest } from '../../playground/src/run-protocol.ts';
import type { WebRun } from '../src/web-api.ts';
import { startWorker } from './start-worker.ts';

/** More rows than anyone reads would fill the browser. */
const MOST_ROWS = 2000;
/** Of one file, in bytes. */
const LARGEST = 20_000_000;

export async function runStatement(
  extension: vscode.Uri,
  document: vscode.TextDocument,
  statement: StatementEntry,
): Promise<WebRun> {
  const request: RunRequest = {
    sql: document.getText(),
    statement: statement.index,
    records: await recordsOfWorkspace(),
  };
  const panel = vscode.window.createWebviewPanel('ferris.webRun', statement.name ?? statement.kind, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
  });
  const worker = await startWorker(extension, 'run');
  const rows: string[] = [];
  const problems: string[] = [];
  let columns: readonly string[] = [];
  let total = 0;
  let end = 'Running …';
  const { promise: over, resolve: finish } = Promise.withResolvers<void>();
  const stop = (): void => {
    worker.terminate();
    finish();
  };
  const show = (): void => {
    panel.webview.html = page({ columns, rows, problems, total, end });
  };
  worker.onmessage = ({ data }: MessageEvent<RunMessage>) => {
    if (data.kind === 'columns') columns = data.names;
    else if (data.kind === 'rows') {
      total += data.rows.length;
      rows.push(...data.rows.map(({ value }) => value ?? 'null'));
      rows.splice(0, rows.length - MOST_ROWS);
      return;
    } else if (data.kind === 'problem') problems.push(data.message);
    else {
      end = `${data.read} records read, ${data.rows} rows, ${data.late} too late, ${Math.round(data.ms)} ms`;
      stop();
    }
    show();
  };
  worker.onerror = ({ message }) => {
    problems.push(`the query ended unexpectedly: ${message}`);
    end = 'Failed';
    stop();
    show();
  };
  panel.onDidDispose(stop);
  show();
  worker.postMessage(request);
  return { rows, problems, over };
}

/** Each NAME.jsonl is the topic NAME; of two with the same name the first counts. */
async function recordsOfWorkspace(): Promise<Readonly<Record<string, readonly string[]>>> {
  const records: Record<string, readonly string[]> = {};
  for (const uri of await vscode.workspace.findFiles('**/*.jsonl', '**/node_modules/**', 200)) {
    const topic = uri.path.slice(uri.path.lastIndexOf('/') + 1, -'.jsonl'.length);
    const { size } = await vscode.workspace.fs.stat(uri);
    if (topic in records || size > LARGEST) continue;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    records[topic] = text.split('\n').filter(line => line.trim() !== '');
  }
  return records;
}

interface Shown {
  readonly columns: readonly string[];
  /** JSON objects. */
  readonly rows: readonly string[];
  readonly problems: readonly string[];
  readonly total: number;
  readonly end: string;
}

/** Without scripts: what a record holds is text and nothing else. */
function page({ columns, rows, problems, total, end }: Shown): string {
  const cut = total > rows.length ? `, the last ${rows.length} are shown` : '';
  const head = columns.map(name => `<th scope="col">${escaped(name)}</th>`).join('');
  const body = rows.map(row => `<tr>${cells(row, columns)}</tr>`).join('\n');
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body { font-family: var(--vscode-editor-font-family); color: var(--vscode-foreground); }
table { border-collapse: collapse; } th { position: sticky; top: 0; background: var(--vscode-editor-background); }
th, td { text-align: left; padding: 2px 12px 2px 0; border-bottom: 1px solid var(--vscode-widget-border, transparent); }
.problem { color: var(--vscode-errorForeground); }
</style></head><body>
<p role="status">${escaped(end)}${cut}</p>
${problems.map(problem => `<p class="problem">${escaped(problem)}</p>`).join('\n')}
<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>
</body></html>`;
}

/** Numbers as they are written: JSON.parse would round long ones. */
function cells(row: string, columns: readonly string[]): string {
  const values = JSON.parse(row, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value,
  ) as Readonly<Record<string, unknown>> | null;
  return columns
    .map(name => {
      const value = values?.[name];
      return `<td>${escaped(typeof value === 'string' ? value : JSON.stringify(value ?? null))}</td>`;
    })
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
