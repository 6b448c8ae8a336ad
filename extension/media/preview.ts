/** The page of a deployment: summary on top, then each object's manifest, with what changed marked. */
import type { DeploymentEntry, DeploymentProblem } from '../../language-server/protocol.ts';
import type { PreviewAnswer, PreviewObject, PreviewUpdate } from '../src/preview/protocol.ts';
import { html } from './elements.ts';
import { compared, drawObject, idOf, type ShownObject } from './manifest-view.ts';

declare function acquireVsCodeApi(): { postMessage(message: PreviewAnswer | { readonly kind: 'ready' }): void };

const editor = acquireVsCodeApi();
const button = (
  text: string,
  kind: 'write' | 'apply' | 'compare' | 'context' | 'whole',
  title: string,
): HTMLButtonElement => {
  const made = html('button', { type: 'button', id: kind, title }, text);
  made.addEventListener('click', () => editor.postMessage({ kind }));
  return made;
};

const title = html('h1');
const figures = html('p', { class: 'figures', id: 'figures', role: 'status' });
const whole = button('Whole file', 'whole', 'Show what all of the file becomes');
const write = button('Write to folder…', 'write', 'As plain YAML, for kustomize or as a Helm chart');
const compare = button('Compare with cluster', 'compare', 'What applying would change in the cluster; writes nothing');
const context = button('…', 'context', 'Choose another cluster');
const apply = button('Apply…', 'apply', 'The cluster checks it first, and you are asked');
const failure = html('p', { class: 'failure', role: 'alert' });
const problems = html('ul', { class: 'problems', 'aria-label': 'Problems' });
const cards = html('section', { class: 'cards', 'aria-label': 'Summary' });
const cluster = html('section', { class: 'cluster', id: 'cluster', 'aria-label': 'Differences to the cluster' });
const since = html('h2', { class: 'since' });
const objects = html('section', { class: 'objects', 'aria-label': 'Objects' });
apply.classList.add('primary');
document.body.append(
  html('header', {}, title, figures, html('div', { class: 'actions' }, whole, write, compare, context, apply), failure),
  html('main', {}, problems, cards, cluster, since, objects),
);

/** What a person has opened or closed by hand, by id. */
const byHand = new Map<string, boolean>();
/** What is drawn, by id: an object that did not change keeps its element. */
const drawn = new Map<string, { readonly shown: string; readonly element: HTMLDetailsElement }>();

window.addEventListener('message', ({ data }: MessageEvent<PreviewUpdate>) => show(data));
editor.postMessage({ kind: 'ready' });

function show(update: PreviewUpdate): void {
  const { result, file, part, trusted } = update;
  title.textContent = part ? `${update.title} of ${file}` : file;
  whole.hidden = !part;
  failure.hidden = update.failure === undefined;
  failure.textContent = update.failure ?? '';
  if (!result) return;
  const broken = result.yaml === '';
  for (const one of [write, apply, compare]) one.disabled = broken || !trusted || result.deployments.length === 0;
  problems.replaceChildren(...result.problems.map(drawProblem));
  cards.replaceChildren(...result.deployments.map(drawCard));
  figures.textContent = figuresOf(update);
  showCluster(update);
  // A mistake while typing: the objects of before it stay in sight.
  objects.classList.toggle('stale', broken);
  if (broken) return;
  const now = distinct(result.deployments.flatMap(one => one.objects));
  showObjects(compared(now, update.before ?? now), update);
}

/** What deployments share is told once. */
const distinct = (all: readonly PreviewObject[]): readonly PreviewObject[] => [
  ...new Map(all.map(one => [one.yaml, one])).values(),
];

function figuresOf({ result }: PreviewUpdate): string {
  if (!result) return '';
  const errors = result.problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) return `${errors} ${errors === 1 ? 'error keeps' : 'errors keep'} this from being deployed`;
  if (result.deployments.length === 0)
    return 'Nothing here is deployed: a SELECT, CREATE … AS SELECT or INSERT … SELECT is missing';
  const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  const warnings = result.problems.length;
  return [
    count(result.deployments.length, 'deployment'),
    count(distinct(result.deployments.flatMap(one => one.objects)).length, 'object'),
    warnings === 0 ? 'no warnings' : count(warnings, 'warning'),
  ].join(' · ');
}

function drawProblem({ severity, message, help, rule, range }: DeploymentProblem): HTMLLIElement {
  const link = html('button', { type: 'button', class: 'link' }, `Line ${range.start.line + 1}`);
  link.addEventListener('click', () => editor.postMessage({ kind: 'reveal', range }));
  return html(
    'li',
    { class: severity, title: rule },
    html('span', { class: 'severity' }, severity === 'error' ? '✖ ' : '⚠ '),
    message,
    ' ',
    link,
    help === undefined ? undefined : html('div', { class: 'faint' }, help),
  );
}

function drawCard({ name, range, summary }: DeploymentEntry): HTMLElement {
  const link = html('button', { type: 'button', class: 'link name', title: 'Show the statement' }, name);
  link.addEventListener('click', () => editor.postMessage({ kind: 'reveal', range }));
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Price', summary.cost],
    ['Replicas', summary.scaling],
    ['Each pod', summary.resources],
    ['Nodes', summary.nodes],
    ['Promises', summary.promises.join(', ') || undefined],
  ];
  return html(
    'article',
    { class: 'card' },
    html('h2', {}, link, html('span', { class: 'workload' }, summary.workload)),
    html(
      'dl',
      {},
      ...facts.flatMap(([term, value]) =>
        value === undefined ? [] : [html('dt', {}, term), html('dd', { class: term.toLowerCase() }, value)],
      ),
    ),
  );
}

function showCluster({ cluster: difference }: PreviewUpdate): void {
  context.hidden = difference === undefined;
  cluster.hidden = difference === undefined;
  if (!difference) return;
  context.textContent = difference.context;
  const { context: name, state, text, stale } = difference;
  const says = {
    asking: `Asking ${name} …`,
    same: `${name} has it like this already`,
    different: `What applying would change in ${name}`,
    failed: `Not compared with ${name}`,
  }[state];
  cluster.replaceChildren(
    html('h2', { class: state }, says),
    ...(stale && state !== 'asking'
      ? [html('p', { class: 'faint' }, 'The text was edited since: compare again.')]
      : []),
    ...(text === '' ? [] : [html('pre', { tabindex: '0' }, ...drawDifference(text.trimEnd().split('\n')))]),
  );
}

/** As `diff -u` writes it: two lines name an object, and then come its places. */
function drawDifference(lines: readonly string[]): readonly HTMLElement[] {
  const names = (i: number): boolean =>
    lines[i]?.startsWith('--- ') === true &&
    lines[i + 1]?.startsWith('+++ ') === true &&
    lines[i + 2]?.startsWith('@@ ') === true;
  return lines.map((line, i) => {
    const kind = names(i) || names(i - 1) ? 'object-name' : (KINDS[line[0] ?? ''] ?? 'same');
    return html('span', { class: `line ${kind}` }, `${line}\n`);
  });
}

const KINDS: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'place' };

function showObjects(all: readonly ShownObject[], { since: what, before }: PreviewUpdate): void {
  const changed = all.filter(({ state }) => state !== 'same').length;
  const to = what === 'saved' ? 'the last save' : 'when this was opened';
  since.hidden = before === undefined || all.length === 0;
  since.textContent = changed === 0 ? `As at ${to}` : `${changed} of ${all.length} objects differ from ${to}`;
  const kept = new Set<string>();
  const elements = all.map(one => {
    const id = idOf(one.object);
    kept.add(id);
    const shown = JSON.stringify(one.lines);
    const known = drawn.get(id);
    if (known?.shown === shown) return known.element;
    const element = drawObject(one, byHand.get(id) ?? (one.state !== 'same' || known?.element.open === true));
    element.querySelector('summary')?.addEventListener('click', () => byHand.set(id, !element.open));
    drawn.set(id, { shown, element });
    return element;
  });
  for (const id of drawn.keys()) if (!kept.has(id)) drawn.delete(id);
  const same = elements.length === objects.childElementCount && elements.every((one, i) => objects.children[i] === one);
  if (!same) objects.replaceChildren(...elements);
}
