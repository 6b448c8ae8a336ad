/** The page of a plan: draws it as a graph; a step leads to the SQL that it comes from. */
import type { ExplainOperator, ExplainResult } from '../../language-server/protocol.ts';
import type { ExplainAnswer, ExplainUpdate } from '../src/explain/protocol.ts';
import { html } from './elements.ts';
import { drawPlan } from './plan-drawing.ts';

declare function acquireVsCodeApi(): { postMessage(message: ExplainAnswer | { readonly kind: 'ready' }): void };

const editor = acquireVsCodeApi();
const title = html('h1');
const figures = html('p', { class: 'figures' });
const notes = html('ul', { class: 'notes', 'aria-label': 'What cannot run yet' });
const failure = html('p', { class: 'failure', role: 'alert', hidden: '' });
const drawing = html('div', { class: 'drawing' });
const step = html('aside', { class: 'step', 'aria-live': 'polite', 'aria-label': 'The chosen step' });
const text = html('pre');
document.body.append(
  html('header', {}, title, figures, notes, failure),
  html('main', {}, drawing, step),
  html('footer', {}, html('details', {}, html('summary', {}, 'As text'), text)),
);

let shown: ExplainResult | undefined;
/** Id of the step in the side panel. */
let chosen: string | undefined;

window.addEventListener('message', ({ data }: MessageEvent<ExplainUpdate>) => {
  switch (data.kind) {
    case 'plan':
      show(data.title, data.plan);
      break;
    case 'failed':
      failure.hidden = false;
      failure.textContent = data.why;
      break;
    case 'cursor':
      mark(data.operators);
      break;
  }
});
editor.postMessage({ kind: 'ready' });

function show(name: string, plan: ExplainResult): void {
  failure.hidden = true;
  title.textContent = name;
  figures.textContent = figuresOf(plan);
  notes.replaceChildren(...plan.notYet.map(note => html('li', {}, note)));
  text.textContent = plan.text;
  // A mistake while typing: the plan before it stays in sight.
  const stale = plan.operators.length === 0 && shown !== undefined;
  for (const part of [drawing, step]) part.classList.toggle('stale', stale);
  if (stale) {
    figures.textContent = 'This cannot be read now: the plan of before';
    return;
  }
  const same = shown && JSON.stringify(shown) === JSON.stringify(plan);
  if (same) return;
  if (plan.operators.length === 0) {
    drawing.replaceChildren(
      html('p', { class: 'empty' }, 'Nothing here is computed: a SELECT, or what begins with one, has a plan.'),
    );
    step.replaceChildren();
    return;
  }
  shown = plan;
  const focused = document.activeElement?.getAttribute('data-id');
  drawing.replaceChildren(drawPlan(plan, { chosen: choose, opened: open }));
  choose(plan.operators.find(({ id }) => id === chosen) ?? plan.operators[0]!);
  if (focused) drawing.querySelector<SVGElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

function figuresOf({ stages, operators, edges }: ExplainResult): string {
  const state = operators.filter(one => one.state !== undefined).length;
  const moves = edges.filter(({ kind }) => kind === 'repartition').length;
  const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  return [
    count(stages.length, 'stage'),
    count(operators.length, 'step'),
    count(moves, 'repartition'),
    state === 0 ? 'no state' : `state in ${count(state, 'step')}`,
  ].join(' · ');
}

function choose(operator: ExplainOperator): void {
  chosen = operator.id;
  const stage = shown?.stages.find(({ id }) => id === operator.stage);
  const into = shown?.edges.filter(({ to, kind }) => to === operator.id && kind === 'repartition') ?? [];
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['State', operator.state],
    ['Rows come by', into.map(({ key }) => (key?.length ? key.join(', ') : 'all to one')).join('; ') || undefined],
    ['Key of the stage', stage ? stage.key.join(', ') || 'as the producers chose' : undefined],
    ['Partitions', stage?.partitions?.toString()],
  ];
  const link = html('button', { type: 'button', class: 'link' }, `Line ${operator.range.start.line + 1}`);
  link.addEventListener('click', () => open(operator));
  step.replaceChildren(
    html('h2', {}, operator.title),
    link,
    html('ul', {}, ...operator.details.map(line => html('li', {}, line))),
    html(
      'dl',
      {},
      ...facts.flatMap(([name, value]) => (value === undefined ? [] : [html('dt', {}, name), html('dd', {}, value)])),
    ),
  );
  for (const node of drawing.querySelectorAll('.operator'))
    node.classList.toggle('chosen', node.getAttribute('data-id') === operator.id);
}

function open({ range }: ExplainOperator): void {
  editor.postMessage({ kind: 'reveal', range });
}

function mark(ids: readonly string[]): void {
  for (const node of drawing.querySelectorAll('.operator'))
    node.classList.toggle('cursor', ids.includes(node.getAttribute('data-id') ?? ''));
}
