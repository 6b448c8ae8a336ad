/** The script of the run panel: shows what the extension sends, and says what a person does in it. */
import type { PanelAnswer, PanelRequest, PanelUpdate } from '../src/run/panel-protocol.ts';
import { makeCharts } from './charts.ts';
import { makeFigures } from './figures.ts';
import { makeGrid } from './grid.ts';
import { showMessages } from './messages.ts';
import { element, write } from './page-parts.ts';
import { type QueryView, queryView } from './query-view.ts';
import { asCells, asFile, valueText } from './rows/as-text.ts';
import { filterOf } from './rows/filter.ts';
import type { Order } from './rows/order.ts';
import { durationText } from './rows/row.ts';
import type { Choice, Mode } from './rows/sight.ts';

/** What the panel remembers while it is hidden. */
interface Remembered {
  readonly mode?: Mode;
  readonly filter?: string;
  readonly order?: Order | undefined;
  readonly query?: number;
  readonly charts?: boolean;
}

declare function acquireVsCodeApi(): {
  postMessage(message: PanelAnswer): void;
  getState(): Remembered | undefined;
  setState(state: Remembered): void;
};

/** Milliseconds of a frame that rows may take; the rest is for drawing and keys. */
const FRAME = 8;
/** A list that is sorted while rows come is looked at again after so many milliseconds. */
const AGAIN = 100;

const STATES: Readonly<Record<PanelUpdate['state'], string>> = {
  starting: 'Starting',
  running: 'Running',
  stopping: 'Stopping',
  ended: 'Ended',
  stopped: 'Stopped',
  failed: 'Failed',
};

const editor = acquireVsCodeApi();
let remembered: Remembered = editor.getState() ?? {};
const remember = (more: Remembered): void => {
  remembered = { ...remembered, ...more };
  editor.setState(remembered);
};
const isOver = ({ state }: PanelUpdate): boolean => state === 'ended' || state === 'stopped' || state === 'failed';

const views: QueryView[] = [];
let current: QueryView | undefined;
/** The last update, and when it came (milliseconds of this page's clock). */
let last: { readonly update: PanelUpdate; readonly at: number } | undefined;
let drawing = false;
/** The update whose rows are to be drawn before the next one comes. */
let owed = false;
let told = '';

const figures = makeFigures(element('figures'));
const charts = makeCharts(element('charts'));
const grid = makeGrid(element('grid'), {
  followed(follows) {
    element('latest').hidden = follows;
  },
  sort({ from, name }) {
    const { order } = current!.sight.choice;
    const same = order?.column.from === from && order.column.name === name;
    // Up, down, as they came.
    const next = !same
      ? { column: { from, name }, descending: false }
      : order.descending
        ? undefined
        : { ...order, descending: true };
    remember({ order: next });
    choose({ order: next });
    announce(next ? `Sorted by ${name}, ${next.descending ? 'descending' : 'ascending'}` : 'In the order of arrival');
  },
});

window.addEventListener('message', ({ data }: MessageEvent<PanelRequest>) => {
  if (data.kind === 'export') {
    const { columns, rows } = current?.source ?? { columns: { all: [] }, rows: [] };
    editor.postMessage({ kind: 'exported', text: asFile(data.format, rows, columns.all) });
    return;
  }
  last = { update: data, at: performance.now() };
  if (data.reset) views.length = 0;
  for (const schema of data.schemas.slice(views.length)) {
    views.push(queryView(schema, data.most, firstChoice(schema)));
    showTabs();
    if (!current || data.reset || schema.query === remembered.query) showQuery(schema.query);
  }
  for (const block of data.blocks) views[block.query]?.add(block);
  show(data);
  owed = true;
  drawSoon();
});

/** A table where rows replace those of their key; else rows as they come. */
function firstChoice({ kind, keyed }: QueryView['schema']): Choice {
  const mode = remembered.mode ?? (kind === 'table' && keyed ? 'table' : 'changelog');
  return { mode, filter: filterOf(remembered.filter ?? ''), order: remembered.order, paused: false };
}

function showQuery(number: number): void {
  current = views[number];
  if (!current) return;
  const { choice } = current.sight;
  grid.show(current.source);
  for (const tab of element('queries').children) {
    const isCurrent = Number((tab as HTMLElement).dataset.query) === number;
    tab.setAttribute('aria-selected', String(isCurrent));
    (tab as HTMLElement).tabIndex = isCurrent ? 0 : -1;
  }
  element<HTMLInputElement>('filter').value = choice.filter?.text ?? '';
  showMode();
  drawSoon();
}

function showTabs(): void {
  const host = element('queries');
  host.hidden = views.length < 2;
  host.replaceChildren(
    ...views.map(({ schema }) => {
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.setAttribute('role', 'tab');
      tab.dataset.query = String(schema.query);
      tab.textContent = schema.name;
      tab.addEventListener('click', () => {
        remember({ query: schema.query });
        showQuery(schema.query);
      });
      return tab;
    }),
  );
}

function choose(choice: Partial<Choice>): void {
  // Who stands still looks at all of the run as it was.
  if ('paused' in choice) for (const { sight } of views) sight.set({ paused: choice.paused === true });
  else current?.sight.set(choice);
  if ('mode' in choice && current) grid.show(current.source);
  // The first in the new order is what was asked for; without one the newest is.
  if ('order' in choice) (choice.order ? grid.toTop : grid.follow)();
  showMode();
  drawSoon();
}

function showMode(): void {
  if (!current) return;
  const { mode, paused } = current.sight.choice;
  for (const name of ['table', 'changelog'] as const) element(name).setAttribute('aria-pressed', String(mode === name));
  element('pause').setAttribute('aria-pressed', String(paused));
  write('pause', paused ? 'Resume' : 'Pause');
  document.body.dataset.paused = String(paused);
}

function drawSoon(): void {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(draw);
}

function draw(): void {
  drawing = false;
  if (current) {
    const { sight } = current;
    if (sight.busy) sight.work(performance.now() + FRAME);
    grid.draw();
    // Half-done work goes on in the next frame; a long sort rests a little.
    if (sight.busy && !(last && owed && sight.isLog)) setTimeout(drawSoon, sight.choice.order ? AGAIN : 0);
    showCounts();
  }
  if (!owed) return;
  owed = false;
  editor.postMessage({ kind: 'shown' });
}

function show(update: PanelUpdate): void {
  const { state, title, place, failure, messages } = update;
  const over = isOver(update);
  write('state', STATES[state]);
  document.body.dataset.state = state;
  document.body.dataset.rows = update.totals.some(total => total > 0) ? 'some' : 'none';
  write('title', title);
  write('place', place);
  element('writes').hidden = !update.writes;
  element('stop').hidden = over;
  element<HTMLButtonElement>('stop').disabled = state === 'stopping';
  element('pause').hidden = over && !current?.sight.choice.paused;
  element('failure').hidden = failure === undefined;
  write('failure', failure ?? '');
  if (update.samples) charts.show(update.samples);
  if (messages) {
    element('messages').hidden = messages.length === 0;
    // The latest is read without opening anything.
    element('said').textContent = messages.at(-1) ?? '';
    showMessages(element('log'), messages, (line, column) => editor.postMessage({ kind: 'open', line, column }));
  }
  if (state === 'failed') element<HTMLDetailsElement>('messages').open = true;
  if (state !== told) {
    told = state;
    const rows = update.totals.reduce((sum, one) => sum + one, 0).toLocaleString('en-US');
    announce(over ? `${STATES[state]} after ${durationText(update.elapsed)}, ${rows} rows` : STATES[state]);
  }
  tick();
}

/** How many of the rows are in sight, and which are not kept. */
function showCounts(): void {
  if (!current || !last) return;
  const { sight, changes, schema } = current;
  const { most, totals } = last.update;
  const { mode, filter, paused } = sight.choice;
  const inSight = sight.rows.length.toLocaleString('en-US');
  const of = (mode === 'table' ? changes.latest().length : changes.log.length).toLocaleString('en-US');
  const noun = mode === 'table' ? 'keys' : 'rows';
  write('shown', filter ? `${inSight} of ${of} ${noun}` : `${inSight} ${noun}`);
  const total = totals[schema.query] ?? 0;
  const waiting = total - 1 - (changes.log.length === 0 ? total - 1 : newestInSight());
  write(
    'kept',
    [
      paused ? `Standing still; ${Math.max(0, waiting).toLocaleString('en-US')} newer rows are kept` : '',
      changes.missing > 0
        ? `The last ${changes.log.length.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows are kept (at most ${most.toLocaleString('en-US')})`
        : '',
      mode === 'table' && changes.droppedKeys > 0
        ? `${changes.droppedKeys.toLocaleString('en-US')} keys are not kept`
        : '',
    ]
      .filter(text => text !== '')
      .join(' · '),
  );
  element('empty').hidden = sight.rows.length > 0 || last.update.state === 'failed';
  write('empty', emptyText(changes.log.length > 0, isOver(last.update)));
}

let pausedAt = 0;
const newestInSight = (): number =>
  current!.sight.choice.paused ? pausedAt : (current!.changes.log.at(-1)?.number ?? 0);

function emptyText(some: boolean, over: boolean): string {
  if (some) return 'No row passes the filter.';
  return over ? 'No rows.' : 'Waiting for rows. A window gives its rows when it closes.';
}

/** The time that has passed: told with each update, and counted on from there. */
function tick(): void {
  if (!last) return;
  const { update, at } = last;
  figures.show(update, update.elapsed + (isOver(update) ? 0 : performance.now() - at));
}
setInterval(tick, 100);

/** To who listens. */
const announce = (text: string): void => write('announcer', text);

function pause(): void {
  if (!current) return;
  const paused = !current.sight.choice.paused;
  pausedAt = current.changes.log.at(-1)?.number ?? 0;
  choose({ paused });
  announce(paused ? 'Standing still; the query runs on' : 'Going on');
}

function setMode(mode: Mode): void {
  remember({ mode });
  choose({ mode });
  announce(mode === 'table' ? 'Table: the newest row of each key' : 'Changelog: rows as they came');
}

function copy(asJson: boolean): void {
  const { entries, columns } = grid.chosen();
  if (entries.length === 0) return;
  editor.postMessage({
    kind: 'copy',
    text: asJson ? entries.map(entry => valueText(entry)).join('\n') : asCells(entries, columns),
  });
  announce(`${entries.length} rows copied`);
}

element('stop').addEventListener('click', () => {
  element<HTMLButtonElement>('stop').disabled = true;
  editor.postMessage({ kind: 'stop' });
});
element('pause').addEventListener('click', pause);
element('table').addEventListener('click', () => setMode('table'));
element('changelog').addEventListener('click', () => setMode('changelog'));
element('export').addEventListener('click', () => editor.postMessage({ kind: 'export' }));
element('latest').addEventListener('click', () => grid.follow());
element('filter').addEventListener('input', event => {
  const text = (event.target as HTMLInputElement).value;
  remember({ filter: text });
  choose({ filter: filterOf(text) });
});
element('filter').addEventListener('keydown', event => {
  if (event.key === 'Escape' || event.key === 'ArrowDown') grid.focus();
});
element('queries').addEventListener('keydown', event => {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || !current) return;
  const next = (current.schema.query + step + views.length) % views.length;
  remember({ query: next });
  showQuery(next);
  (element('queries').children[next] as HTMLElement).focus();
});
element<HTMLDetailsElement>('charts-box').open = remembered.charts ?? true;
element('charts-box').addEventListener('toggle', () =>
  remember({ charts: element<HTMLDetailsElement>('charts-box').open }),
);
document.addEventListener('keydown', event => {
  const key = event.key.toLowerCase();
  const whole = event.ctrlKey || event.metaKey;
  if (whole && key === 'c' && event.target === element('grid')) copy(event.shiftKey);
  else if (whole && key === 'f') element('filter').focus();
  else if (whole || event.altKey || event.target !== element('grid')) return;
  else if (key === 'p') pause();
  else if (key === 't') setMode(current?.sight.choice.mode === 'table' ? 'changelog' : 'table');
  else if (key === '/') element('filter').focus();
  else return;
  event.preventDefault();
});
// The editor's own Copy, from its menu or its key.
document.addEventListener('copy', event => {
  if (document.activeElement !== element('grid')) return;
  copy(false);
  event.preventDefault();
});
editor.postMessage({ kind: 'ready' });
