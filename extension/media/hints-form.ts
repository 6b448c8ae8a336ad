/** The form of hints: every key of the catalogue by category; a change is written into the SQL at once. */
import type { HintsCategory, HintsResult } from '../../language-server/protocol.ts';
import type { FormAnswer, FormUpdate } from '../src/hints/protocol.ts';
import { html } from './elements.ts';
import { type HintField, hintField } from './hint-field.ts';

declare function acquireVsCodeApi(): { postMessage(message: FormAnswer | { readonly kind: 'ready' }): void };

const editor = acquireVsCodeApi();
const title = html('h1');
const where = html('p', { class: 'figures' });
const filter = html('input', {
  type: 'search',
  id: 'filter',
  placeholder: 'Filter hints',
  'aria-label': 'Filter hints',
});
const only = html('input', { type: 'checkbox', id: 'only' });
const reveal = html('button', { type: 'button' }, 'Show SQL');
const generate = html('button', { type: 'button' }, 'Generate for workload…');
const failure = html('p', { class: 'failure', role: 'alert', hidden: '' });
const main = html('main');
document.body.append(
  html(
    'header',
    {},
    title,
    where,
    html('div', { class: 'actions' }, filter, html('label', { class: 'only' }, only, 'Written only'), generate, reveal),
    failure,
  ),
  main,
);

/** By key. */
const fields = new Map<string, HintField>();
/** The keys that are shown, in order: as long as they are the same, controls stay. */
let layout = '';
let shown: HintsResult | undefined;

filter.addEventListener('input', applyFilter);
only.addEventListener('change', applyFilter);
reveal.addEventListener('click', () => editor.postMessage({ kind: 'reveal' }));
generate.addEventListener('click', () => editor.postMessage({ kind: 'generate' }));
window.addEventListener('message', ({ data }: MessageEvent<FormUpdate>) => {
  switch (data.kind) {
    case 'form':
      show(data.hints, data.file, data.line);
      break;
    case 'failed':
      failure.hidden = false;
      failure.textContent = data.why;
      break;
    case 'refused':
      fields.get(data.key)?.refuse(data.why);
      break;
  }
});
editor.postMessage({ kind: 'ready' });

function show(hints: HintsResult, file: string, line: number | undefined): void {
  shown = hints;
  failure.hidden = true;
  title.textContent = `Hints of ${hints.title}`;
  const written = hints.categories.flatMap(one => one.fields).filter(one => one.value !== undefined).length;
  where.textContent = [
    line === undefined ? file : `${file}, line ${line + 1}`,
    `${written} written`,
    hints.wholeFile ? 'they hold for the whole file' : '',
  ]
    .filter(Boolean)
    .join(' · ');
  const next = hints.categories.flatMap(one => one.fields.map(({ key }) => key)).join(' ');
  if (next !== layout) draw(hints.categories);
  else for (const field of hints.categories.flatMap(one => one.fields)) fields.get(field.key)?.update(field);
  layout = next;
  applyFilter();
}

function draw(categories: readonly HintsCategory[]): void {
  const focused = document.activeElement?.id;
  fields.clear();
  for (const list of document.querySelectorAll('body > datalist')) list.remove();
  main.replaceChildren(...categories.map(drawCategory));
  if (focused) document.getElementById(focused)?.focus();
}

function drawCategory({ name, title: heading, doc, fields: own, patterns }: HintsCategory): HTMLElement {
  const drawn = own.map(field => {
    const view = hintField(field, value => editor.postMessage({ kind: 'set', key: field.key, value }));
    fields.set(field.key, view);
    return view.element;
  });
  return html(
    'section',
    { 'data-category': name },
    html('h2', {}, heading),
    html('p', { class: 'faint' }, doc),
    ...drawn,
    ...patterns.map(drawPattern),
  );
}

/** A key with a part to choose: both are typed, and become a field of their own. */
function drawPattern({ key, doc, part, example }: HintsCategory['patterns'][number]): HTMLElement {
  const [before = '', after = ''] = key.split(/<[^>]*>/);
  const name = html('input', {
    type: 'text',
    class: 'part',
    placeholder: /<([^>]*)>/.exec(key)?.[1] ?? '',
    'aria-label': part,
    title: part,
  });
  const value = html('input', { type: 'text', placeholder: example, 'aria-label': `Value of ${key}` });
  const add = html('button', { type: 'submit' }, 'Add');
  const problem = html('p', { class: 'problem error', role: 'status' });
  const form = html(
    'form',
    { class: 'field pattern', 'data-key': key },
    html('span', { class: 'key' }, before, name, after),
    html('div', { class: 'control' }, value, add),
    html('p', { class: 'doc' }, doc),
    problem,
  );
  form.addEventListener('submit', event => {
    event.preventDefault();
    const full = `${before}${name.value.trim()}${after}`;
    fields.set(full, { element: form, update: () => undefined, refuse: why => (problem.textContent = why) });
    problem.textContent = '';
    if (name.value.trim() === '') problem.textContent = `Give ${part}`;
    else editor.postMessage({ kind: 'set', key: full, value: value.value.trim() || example });
  });
  return form;
}

function applyFilter(): void {
  const wanted = filter.value.trim().toLowerCase();
  const written = new Map(shown?.categories.flatMap(one => one.fields).map(one => [one.key, one]));
  for (const section of main.children) {
    let some = false;
    for (const element of section.querySelectorAll<HTMLElement>('.field')) {
      const key = element.dataset.key ?? '';
      const fits = wanted === '' || (element.textContent ?? '').toLowerCase().includes(wanted) || key.includes(wanted);
      element.hidden = !fits || (only.checked && written.get(key)?.value === undefined);
      some ||= !element.hidden;
    }
    (section as HTMLElement).hidden = !some;
  }
}
