/** The page: FerrisSQL on the left; rows, manifests and the records it reads on the right. Nothing leaves the browser. */
import { editor, lsp, MarkerSeverity, Uri } from 'monaco-editor';
import {
  DEPLOYMENT_REQUEST,
  type DeploymentResult,
  RUN_COMMAND,
  STATEMENTS_REQUEST,
  type StatementsResult,
} from '../../language-server/protocol.ts';
import { LANGUAGE, registerLanguage } from './colours.ts';
import { EXAMPLE_RECORDS, EXAMPLE_SQL, EXAMPLE_TOPIC } from './example.ts';
import type { RunMessage, RunRequest } from './run-protocol.ts';
import { sharedServer } from './server.ts';
import { rowTable } from './table.ts';

const element = (id: string): HTMLElement => document.getElementById(id)!;

self.MonacoEnvironment = { getWorker: () => new Worker('editor-worker.js') };
registerLanguage();
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const shared = sharedServer(new Worker('server-worker.js'), LANGUAGE, [RUN_COMMAND]);
const client = new lsp.MonacoLspClient(lsp.createTransportToWorker(shared.worker));
element('page').dataset.client = client.constructor.name;

// Monaco's client names documents in lower case.
const uri = Uri.parse('file:///playground.sql');
const textDocument = { uri: uri.toString(true) };
const model = editor.createModel(EXAMPLE_SQL, LANGUAGE, uri);
const settings = {
  theme: dark ? 'ferris-dark' : 'ferris-light',
  automaticLayout: true,
  minimap: { enabled: false },
  fontSize: 14,
  scrollBeyondLastLine: false,
  'semanticHighlighting.enabled': true,
};
const sql = editor.create(element('sql'), { ...settings, model, wordBasedSuggestions: 'off' });
const yaml = editor.create(element('yaml'), { ...settings, language: 'yaml', readOnly: true });
const records = editor.create(element('records'), { ...settings, language: 'plaintext', value: EXAMPLE_RECORDS });
element('topic').textContent = EXAMPLE_TOPIC;

const rows = rowTable(element('rows'));
const status = element('status');
let run: Worker | undefined;

/** Runs a statement; without one that at the cursor. */
async function start(statement?: number): Promise<void> {
  run?.terminate();
  await shared.opened;
  const { statements } = await shared.request<StatementsResult>(STATEMENTS_REQUEST, { textDocument });
  const line = (sql.getPosition()?.lineNumber ?? 1) - 1;
  const chosen =
    statement === undefined
      ? (statements.find(({ whole, runnable }) => runnable && whole.start.line <= line && line <= whole.end.line) ??
        statements.findLast(({ runnable }) => runnable))
      : statements[statement];
  show('rows-tab');
  rows.clear([]);
  if (!chosen?.runnable) {
    status.textContent = 'There is no SELECT to run here.';
    return;
  }
  status.textContent = 'running …';
  run = new Worker('run-worker.js');
  run.onmessage = ({ data }: MessageEvent<RunMessage>) => {
    if (data.kind === 'columns') rows.clear(data.names);
    else if (data.kind === 'rows') rows.add(data.rows);
    else if (data.kind === 'problem') status.textContent = data.message;
    else
      status.textContent = `${data.read} records read, ${data.rows} rows, ${data.late} late, ${data.ms.toFixed(0)} ms`;
  };
  const lines = records
    .getValue()
    .split('\n')
    .filter(one => one.trim() !== '');
  // Every topic that is read has the same records: there is one pane for them.
  const topics = new Set(statements.flatMap(({ inputs }) => inputs.map(({ topic }) => topic)));
  run.postMessage({
    sql: model.getValue(),
    statement: chosen.index,
    records: Object.fromEntries([...topics].map(topic => [topic, lines])),
  } satisfies RunRequest);
}

async function preview(): Promise<void> {
  const {
    deployments,
    problems,
    yaml: text,
  } = await shared.request<DeploymentResult>(DEPLOYMENT_REQUEST, {
    textDocument,
  });
  const lines = deployments.map(({ name, summary }) => `${name}: ${summary.scaling}; ${summary.cost}`);
  element('summary').textContent =
    lines.length > 0 ? lines.join('\n') : (problems[0]?.message ?? 'No statement here is deployed.');
  if (yaml.getValue() !== text) yaml.setValue(text);
}

function show(tab: string): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[role=tab]')) {
    const chosen = button.id === tab;
    button.setAttribute('aria-selected', String(chosen));
    element(button.getAttribute('aria-controls')!).hidden = !chosen;
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[role=tab]'))
  button.addEventListener('click', () => show(button.id));
element('run').addEventListener('click', () => void start());
element('stop').addEventListener('click', () => {
  run?.terminate();
  run = undefined;
  status.textContent = 'stopped';
});
editor.registerCommand(RUN_COMMAND, (_accessor, _uri: string, statement: number) => void start(statement));

let waiting: ReturnType<typeof setTimeout> | undefined;
model.onDidChangeContent(() => {
  clearTimeout(waiting);
  waiting = setTimeout(() => void preview(), 150);
});
editor.onDidChangeMarkers(() => {
  const errors = editor.getModelMarkers({ resource: uri }).filter(({ severity }) => severity === MarkerSeverity.Error);
  element('errors').textContent = errors.length === 0 ? '' : `${errors.length} error${errors.length > 1 ? 's' : ''}`;
});
void shared.opened.then(preview);
