/** One object of a deployment: its YAML with what changed marked, folded when nothing did. */
import type { PreviewObject } from '../src/preview/protocol.ts';
import { html } from './elements.ts';
import { type DiffLine, lineDiff } from './line-diff.ts';

export type ObjectState = 'new' | 'changed' | 'removed' | 'same';

export interface ShownObject {
  readonly object: PreviewObject;
  readonly state: ObjectState;
  readonly lines: readonly DiffLine[];
}

/** In the order of what is there now; what is gone is at the end. */
export function compared(now: readonly PreviewObject[], before: readonly PreviewObject[]): readonly ShownObject[] {
  const old = new Map(before.map(one => [idOf(one), one]));
  const there = now.map((object): ShownObject => {
    const earlier = old.get(idOf(object));
    old.delete(idOf(object));
    if (earlier?.yaml === object.yaml) return { object, state: 'same', lines: linesOf(object.yaml, 'same') };
    if (!earlier) return { object, state: 'new', lines: linesOf(object.yaml, 'added') };
    return { object, state: 'changed', lines: lineDiff(earlier.yaml.trimEnd(), object.yaml.trimEnd()) };
  });
  const gone = [...old.values()].map(
    (object): ShownObject => ({ object, state: 'removed', lines: linesOf(object.yaml, 'removed') }),
  );
  return [...there, ...gone];
}

export const idOf = ({ kind, name }: PreviewObject): string => `${kind}/${name}`;

const linesOf = (yaml: string, kind: DiffLine['kind']): DiffLine[] =>
  yaml
    .trimEnd()
    .split('\n')
    .map(text => ({ kind, text }));

const MARKS: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '-' };

/** @param open whether its YAML is shown */
export function drawObject({ object, state, lines }: ShownObject, open: boolean): HTMLDetailsElement {
  const changed = lines.filter(({ kind }) => kind !== 'same').length;
  const badge =
    state === 'same' ? undefined : html('span', { class: 'badge' }, state === 'changed' ? `${changed} lines` : state);
  const view = html(
    'details',
    { class: `object ${state}`, 'data-id': idOf(object) },
    html(
      'summary',
      {},
      html('span', { class: 'kind' }, object.kind),
      html('span', { class: 'name' }, object.name),
      badge,
    ),
  );
  const fill = (): void => {
    if (view.open && view.childElementCount === 1)
      view.append(html('pre', { tabindex: '0' }, ...drawLines(lines, state)));
  };
  view.addEventListener('toggle', fill);
  view.open = open;
  fill();
  return view;
}

/** Unchanged lines that stay in sight around a change. */
const AROUND = 3;

/** Of a changed object what is far from its changes is folded. */
function drawLines(lines: readonly DiffLine[], state: ObjectState): readonly HTMLElement[] {
  if (state !== 'changed') return lines.map(drawLine);
  const drawn: HTMLElement[] = [];
  let folded: DiffLine[] = [];
  const unfold = (): void => {
    const hidden = folded;
    folded = [];
    if (hidden.length <= 1) {
      drawn.push(...hidden.map(drawLine));
      return;
    }
    const button = html('button', { type: 'button', class: 'fold link' }, `⋯ ${hidden.length} lines`);
    button.addEventListener('click', () => button.replaceWith(...hidden.map(drawLine)));
    drawn.push(button);
  };
  for (const [i, line] of lines.entries()) {
    const near = lines.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(({ kind }) => kind !== 'same');
    if (near) {
      unfold();
      drawn.push(drawLine(line));
    } else folded.push(line);
  }
  unfold();
  return drawn;
}

function drawLine({ kind, text }: DiffLine): HTMLElement {
  const line = html('span', { class: `line ${kind}`, 'data-mark': MARKS[kind] });
  const [, indent = '', key, rest] = /^(\s*(?:- )?)([\w./$-]+:)( .*|)$/.exec(text) ?? [];
  if (key === undefined) line.append(text);
  else line.append(indent, html('span', { class: 'key' }, key), html('span', { class: 'value' }, rest ?? ''));
  line.append('\n');
  return line;
}
