/** The script of the run panel: shows what the extension sends, and says when Stop is pressed. */
import type { PanelAnswer, PanelUpdate } from '../src/run/panel-protocol.ts';
import { makeGrid } from './grid.ts';
import { durationText, rateText, timeText } from './row.ts';

declare function acquireVsCodeApi(): { postMessage(message: PanelAnswer): void };

const editor = acquireVsCodeApi();
const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

const STATES: Readonly<Record<PanelUpdate['state'], string>> = {
  starting: 'Starting',
  running: 'Running',
  stopping: 'Stopping',
  ended: 'Ended',
  stopped: 'Stopped',
  failed: 'Failed',
};

const grid = makeGrid(element('grid'), follows => {
  element('latest').hidden = follows;
});
/** The last update, and when it came (milliseconds of this page's clock). */
let last: { readonly update: PanelUpdate; readonly at: number } | undefined;

const figures = new Map<string, HTMLElement>();
for (const [id, label, title] of [
  ['rows', 'Rows', 'Rows that came out'],
  ['rate', 'Rows/s', 'Rows a second: over the last two seconds, over all of the run once it is over'],
  ['elapsed', 'Elapsed', 'Since the process was started'],
  ['in', 'Read', 'Records read'],
  ['late', 'Late', 'Records that came after their window had closed'],
  ['failed', 'Failed', 'Records that could not be processed'],
  ['watermark', 'Watermark', 'Event time up to which everything is in (UTC)'],
] as const) {
  const [box, term, value] = [
    document.createElement('div'),
    document.createElement('dt'),
    document.createElement('dd'),
  ];
  box.title = title;
  box.className = id;
  term.textContent = label;
  box.append(term, value);
  element('figures').append(box);
  figures.set(id, value);
}

window.addEventListener('message', ({ data }: MessageEvent<PanelUpdate>) => {
  last = { update: data, at: performance.now() };
  if (data.reset) grid.clear();
  if (data.schema) grid.declare(data.schema.columns);
  grid.add(data.first, data.rows, data.most);
  grid.draw();
  show(data);
  editor.postMessage({ kind: 'shown' });
});

function show(update: PanelUpdate): void {
  const { state, title, place, failure, total, most, messages, progress } = update;
  const over = state === 'ended' || state === 'stopped' || state === 'failed';
  write('state', STATES[state]);
  document.body.dataset.state = state;
  document.body.dataset.rows = total === 0 ? 'none' : 'some';
  write('title', title);
  write('place', place);
  element<HTMLButtonElement>('stop').hidden = over;
  element<HTMLButtonElement>('stop').disabled = state === 'stopping';
  figure('rows', total.toLocaleString('en-US'));
  figure('rate', rateText(update.rowsPerSecond));
  figure('in', progress ? progress.in.toLocaleString('en-US') : '–');
  figure('late', progress ? progress.late.toLocaleString('en-US') : '–', (progress?.late ?? 0) > 0);
  figure('failed', progress ? progress.failed.toLocaleString('en-US') : '–', (progress?.failed ?? 0) > 0);
  const watermark = typeof progress?.watermark === 'number' ? timeText(progress.watermark) : undefined;
  figure('watermark', watermark?.slice(11, 19) ?? '–');
  if (watermark) figures.get('watermark')!.title = `${watermark} UTC`;
  element('failure').hidden = failure === undefined;
  write('failure', failure ?? '');
  element('empty').hidden = total > 0 || state === 'failed';
  write('empty', over ? 'No rows.' : 'Waiting for rows. A window gives its rows when it closes.');
  write(
    'kept',
    total > most ? `The last ${most.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows are kept` : '',
  );
  if (messages) {
    const box = element<HTMLDetailsElement>('messages');
    box.hidden = messages.length === 0;
    write('log', messages.join('\n'));
  }
  if (state === 'failed') element<HTMLDetailsElement>('messages').open = true;
  tick();
}

/** The time that has passed: told with each update, and counted on from there. */
function tick(): void {
  if (!last) return;
  const { update, at } = last;
  const over = update.state === 'ended' || update.state === 'stopped' || update.state === 'failed';
  figure('elapsed', durationText(update.elapsed + (over ? 0 : performance.now() - at)));
}
setInterval(tick, 100);

function write(id: string, text: string): void {
  const target = element(id);
  if (target.textContent !== text) target.textContent = text;
}

function figure(id: string, text: string, alarming = false): void {
  const target = figures.get(id)!;
  if (target.textContent !== text) target.textContent = text;
  target.classList.toggle('alarming', alarming);
}

element('stop').addEventListener('click', () => {
  element<HTMLButtonElement>('stop').disabled = true;
  editor.postMessage({ kind: 'stop' });
});
element('latest').addEventListener('click', () => grid.follow());
editor.postMessage({ kind: 'ready' });
